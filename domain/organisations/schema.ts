import * as z from 'zod';
import { officeHoursSchema } from '../calendar/office-hours.ts';
import { limitSchema } from '../deadlines/limit.ts';
import { isOrganisationCode } from '../identifiers/organisation-code.ts';
import { kinds, triggerEvents } from '../release/content.ts';
import { roles } from '../people/person.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'is not an id');

/** A rule, or a stage's internal target (`S-`): `A-03.7`, `A-23b`, `A-14-publish`, `REG-30-notice`, `S-text-review`. */
const ruleId = z.string().regex(/^([A-E]-\d{2}[a-z]?(\.\d{1,2})?|S|REG|ARL|ALL|PET|BUD|FEE2?)(-[a-z0-9-]+)?$/, 'is not a rule id');

/** The clause a value comes from, a section of the rules (`§7`) where there is none; `reading` where it is our choice. */
const source = {
  clause: z.string().regex(/^([A-E]-\d{2}[a-z]?(\.\d{1,2})?|§[1-9]|design §\d|contract|(REG|ARL|ALL|PET|BUD|FEE2?)( [0-9()]+)?)$/, 'is not a clause'),
  reading: z.string().min(1).optional(),
};

const names = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** 处室 departments submit and review; the publishing unit puts online. */
const unitSchema = z.strictObject({ id, names, kind: z.enum(['department', 'publishing']), ...source });

/** 栏目类别: what the site standard lets a column call itself in its `ColumnType` tag (rules, section 5). */
export const columnTypes = [
  ...['概况信息', '机构职能', '负责人信息', '工作动态', '政策文件', '信息公开指南', '信息公开目录', '信息公开年报', '依申请公开'],
  ...['数据发布', '数据开放', '政策解读', '回应关切', '办事服务', '咨询投诉', '征集调查', '在线访谈'],
];

/** The four parts of the platform 政府信息公开: 指南, 制度, 法定主动公开内容, 年报 (rules, section 4). */
export const platformParts = ['guide', 'rules', 'statutory', 'annual-reports'] as const;

/** 栏目 with one accountable lead, its co-owners, and how often it must be brought up to date (B-11). */
const columnSchema = z.strictObject({
  id,
  names,
  /** What belongs in it, as one sentence: our own words, since no source has any. */
  description: names,
  type: z.enum(columnTypes),
  /** The part of the platform 政府信息公开 that the column belongs to; our own reading of REG 20. */
  platform: z.enum(platformParts).optional(),
  lead: id,
  coOwners: z.array(id),
  takesFrom: z.enum(['owners', 'every-department']),
  updateClass: z.enum(['real-time', 'daily', 'ten-day', 'monthly', 'quarterly', 'yearly']),
  ...source,
});

/** One human stage: who decides it, in the submitting department or in the office, and what an approval must carry. */
const stageSchema = z.strictObject({
  id,
  names,
  role: z.enum(roles),
  where: z.enum(['department', 'office']),
  needs: z.array(z.enum(['checks', 'confidentiality', 'proofread'])),
  ...source,
});

const chain = z.array(stageSchema).min(1);

/** What starts a clock: a trigger event, the period that the duty is about, or a stage that opens. */
const starts = z.array(z.enum([...triggerEvents, 'period', 'stage-opened'])).min(1);

/** Who must do a thing where that is not one fixed unit. */
export const relativeSubjects = ['submitting-unit', 'stage-holder', 'publishing-unit', 'leader', 'applicant', 'third-party'] as const;

/** One time limit. "Timely" T(x) has its internal target as `limit` and names the legal cap. */
export const limitRuleSchema = z.strictObject({
  rule: ruleId,
  names,
  limit: limitSchema,
  /** The limit where the item is urgent, if that is another one. */
  urgent: limitSchema.optional(),
  /** Soft ("in principle 原则上"): lateness is permitted with a written reason that the head approves. */
  hard: z.boolean(),
  cap: ruleId.optional(),
  starts,
  /** Who must do it: a unit, or one of `relativeSubjects`. */
  subject: id,
  ...source,
});

const bellRecipients = z.array(z.enum(['holder', 'head', 'leader'])).min(1);

const channel = z.enum(['at-once', 'digest']);

const bellsSchema = z.strictObject({
  amberPercent: z.int().min(1).max(99),
  dailyBells: z.int().min(0).max(100),
  aheadDays: z.array(z.int().min(1).max(365)),
  to: z.strictObject({
    ahead: bellRecipients,
    amber: bellRecipients,
    due: bellRecipients,
    escalation: bellRecipients,
    daily: bellRecipients,
    weekly: bellRecipients,
  }),
  /** At this bell post A's open work goes to post B. */
  handOverToB: z.enum(['amber', 'due']),
  /** Whether recipients hear at once or with the morning digest. */
  channels: z.strictObject({ urgent: channel, ordinary: channel }),
  /** The digest goes out so long after the office opens: by then the bells that ring as it opens have rung. */
  digestMinutesAfterOpening: z.int().min(0).max(240),
  /** How long an acknowledgement holds escalation. */
  acknowledgementHolds: z.strictObject({ urgentMinutes: z.int().min(1), ordinaryWorkingDays: z.int().min(1) }),
  ...source,
});

/** A department with its portal: who owns what, which stages an item passes, every limit. Rules are data (design §1). */
export const organisationSchema = z.strictObject({
  site: id,
  names,
  version: z.int().min(1),
  /** Null where it is not known (未配置): such codes are never invented. */
  organisationCode: z.strictObject({ value: z.string().refine(isOrganisationCode, 'has a wrong check character').nullable(), ...source }),
  officeHours: officeHoursSchema.extend(source),
  units: z.array(unitSchema).min(1),
  /** The unit that 'office' means in stages, and the one that publishes. */
  office: id,
  publishingUnit: id,
  columns: z.array(columnSchema).min(1),
  chains: z.strictObject({ submission: chain, docflow: chain }),
  /** Of these a person may do at most one on an item (D-01). */
  separatedDuties: z.strictObject({ duties: z.array(id).min(2), ...source }),
  /** The rules that a kind of item starts, whichever is earlier. */
  kinds: z.array(z.strictObject({ kind: z.enum(kinds), rules: z.array(ruleId), ...source })),
  /** The rule for putting approved text online. */
  publishing: z.strictObject({ ordinary: ruleId, urgent: ruleId, ...source }),
  limits: z.array(limitRuleSchema).min(1),
  bells: bellsSchema,
});

export type Organisation = z.infer<typeof organisationSchema>;
export type Unit = Organisation['units'][number];
export type Column = Organisation['columns'][number];
export type Stage = z.infer<typeof stageSchema>;
export type LimitRule = z.infer<typeof limitRuleSchema>;
