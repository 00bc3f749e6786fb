/**
 * Who may do what, written out by hand from the contract's table of actions and the rules (A-06, A-22, A-25, D-01), and
 * not read from the code that decides it. Names are those of the demonstration: `role.unit`; `all.unit` holds four roles.
 */

export const DEPARTMENT = 'personnel';
export const OFFICE = 'office';

/** Where the revision that is worked on stands. `hidden`: it was never submitted, so it exists for its department alone. */
export interface Situation {
  readonly name: string;
  readonly state: 'draft' | 'in-review' | 'returned' | 'approved' | 'scheduled' | 'publishing' | 'publish-failed' | 'published' | 'rejected' | 'withdrawn';
  readonly stage?: StageName;
  readonly hidden?: true;
  /** It corrects something that is online. */
  readonly correction?: true;
  /** Who has done which separated duty on the item, and who changed its text last. */
  readonly involved: Readonly<Record<string, Duty>>;
  readonly lastEditor: string;
  readonly submitter: string | undefined;
}

export const stageNames = ['first-review', 'confidentiality-review', 'second-review', 'text-review'] as const;
export type StageName = (typeof stageNames)[number];
export type Duty = 'submit' | 'publish' | StageName;

export const actions = [
  'read', 'edit', 'submit', 'recall', 'publish', 'schedule', 'cancel', 'retry', 'withdraw', 'correct', 'abandon-correction', 'take-suggestion',
  ...stageNames.map((stage) => `decide:${stage}` as const),
  ...stageNames.map((stage) => `suggest:${stage}` as const),
] as const;
export type Action = (typeof actions)[number];

export type Expected = 'ok' | 'forbidden' | 'wrong-state' | 'separation-of-duties' | 'not-found';

export interface User {
  readonly name: string;
  readonly site: string;
}

const holderOfStage: Readonly<Record<StageName, readonly [role: string, unit: string]>> = {
  'first-review': ['reviewer', DEPARTMENT],
  'confidentiality-review': ['secrecy', DEPARTMENT],
  'second-review': ['head', DEPARTMENT],
  'text-review': ['text', OFFICE],
};

function rolesOf(name: string): readonly string[] {
  const role = name.split('.')[0] ?? '';
  return role === 'all' ? ['submitter', 'reviewer', 'secrecy', 'head'] : [role];
}

const unitOf = (name: string): string => name.split('.')[1] ?? '';
const isSubmitter = (name: string): boolean => rolesOf(name).includes('submitter') && unitOf(name) === DEPARTMENT;
const isPublisher = (name: string): boolean => rolesOf(name).some((role) => role === 'publisher-a' || role === 'publisher-b');

export function expectedFor({ name, site }: User, action: Action, item: Situation): Expected {
  if (site !== 'zhejiang') return 'not-found';
  if (item.hidden === true && unitOf(name) !== DEPARTMENT) return 'not-found';
  if (action === 'read') return 'ok';
  if (!isTheirs(name, action)) return 'forbidden';
  if (!isTime(action, item)) return 'wrong-state';
  return isSeparated(name, action, item) ? 'separation-of-duties' : expectedOfHolder(name, action, item);
}

/** D-01: one duty for a person on an item; and whoever last changed the text approves nothing of it. */
function isSeparated(name: string, action: Action, { involved, lastEditor }: Situation): boolean {
  const duty = dutyOf(action);
  const other = duty !== undefined && involved[name] !== undefined && involved[name] !== duty;
  return other || (action.includes(':') && lastEditor === name);
}

function expectedOfHolder(name: string, action: Action, { submitter }: Situation): Expected {
  if (action === 'recall') return submitter === name ? 'ok' : 'forbidden';
  // A is on duty, so B may not, though the role is B's as well.
  if (dutyOf(action) === 'publish' || action === 'cancel') return name.startsWith('publisher-a') ? 'ok' : 'forbidden';
  // In these situations nobody has made a suggestion that could be taken.
  return action === 'take-suggestion' ? 'not-found' : 'ok';
}

function isTheirs(name: string, action: Action): boolean {
  const stage = stageIn(action);
  if (stage !== undefined) return rolesOf(name).includes(holderOfStage[stage][0]) && unitOf(name) === holderOfStage[stage][1];
  if (['edit', 'submit', 'recall', 'correct', 'abandon-correction', 'take-suggestion'].includes(action)) return isSubmitter(name);
  return isPublisher(name) || (action === 'withdraw' && name === 'leader.office');
}

function isTime(action: Action, { state, stage, correction }: Situation): boolean {
  const named = stageIn(action);
  if (named !== undefined) return state === 'in-review' && stage === named;
  const states: Readonly<Record<string, readonly string[]>> = {
    edit: ['draft', 'returned'],
    submit: ['draft', 'returned'],
    recall: ['in-review', 'approved', 'scheduled'],
    'take-suggestion': ['in-review'],
    // One call does both: it publishes what is approved, and tries again what failed.
    publish: ['approved', 'publish-failed'],
    retry: ['approved', 'publish-failed'],
    schedule: ['approved', 'scheduled'],
    cancel: ['scheduled'],
  };
  // What has failed to be confirmed may be online all the same.
  if (action === 'withdraw') return state === 'published' || state === 'publish-failed' || correction === true;
  if (action === 'correct') return state === 'published' && correction !== true;
  if (action === 'abandon-correction') return correction === true && (state === 'draft' || state === 'returned');
  return states[action]?.includes(state) === true;
}

function dutyOf(action: Action): Duty | undefined {
  if (action === 'submit' || action === 'take-suggestion') return 'submit';
  if (action === 'publish' || action === 'retry' || action === 'schedule') return 'publish';
  return stageIn(action);
}

export function stageIn(action: Action): StageName | undefined {
  return stageNames.find((stage) => action.endsWith(`:${stage}`));
}
