import * as z from 'zod';

const origin = z.string().regex(/^https?:\/\/[^/\s]+$/, 'an origin: scheme and host, no path, no slash at the end');
const certificateArn = z.string().regex(/^arn:[^:]+:acm:us-east-1:\d{12}:certificate\/.+$/, 'a certificate of ACM in us-east-1, where CloudFront looks for it');

/** Who says who somebody is: a user pool of our own, or any OIDC issuer with public discovery and JWT access tokens. */
const userPool = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cognito'),
    /** Sign-in by user name and password over the SDK, without the hosted page: for demonstrations only. */
    passwordSignIn: z.boolean(),
    secondFactor: z.enum(['off', 'required']),
  }),
  z.strictObject({
    kind: z.literal('external'),
    issuer: z.url({ protocol: /^https$/ }),
    audience: z.string().min(1),
    /** The desk's client at that issuer, where it is not the audience of the tokens. */
    deskClientId: z.string().min(1).optional(),
    /** Of the token endpoint, where it is not the issuer's own. */
    tokenOrigin: origin.optional(),
  }),
]);

/** Whom people get mail from: an address of a domain whose DNS the deployment's owner can change (docs/deploy.md). */
const mail = z.strictObject({ sender: z.email() });

/** Where urgent notices are posted. Without an address the deploy asks for the parameter. */
const webhook = z.strictObject({ url: z.url({ protocol: /^https$/ }).optional() });

export type MailConfiguration = z.output<typeof mail>;
export type WebhookConfiguration = z.output<typeof webhook>;

const stageConfiguration = z.strictObject({
  /** What readers type. Without it the deploy asks for the parameter PublicOrigin. */
  publicOrigin: origin.optional(),
  /** For a domain name of one's own; without it the distribution answers under its own name. */
  certificateArn: certificateArn.optional(),
  userPool,
  /** Left out where there is no SES, as in aws-cn: then nobody is told by mail. */
  mail: mail.optional(),
  webhook: webhook.optional(),
  /** Keep table, buckets, user pool and logs when the stack is deleted, and refuse to delete the stack. */
  protectData: z.boolean(),
  /** Nobody, the account's owner included, can remove or shorten a seal of the record before so many days. */
  sealRetentionDays: z.int().positive(),
  /** Input and output of every state in the machines' logs: ids and hashes, no personal data. */
  logExecutionData: z.boolean(),
  /** Who is told by e-mail when an alarm goes off, and when it is over. */
  operators: z.array(z.email()),
  /** Where operators find the runbook; its headings are added. Without it alarms name the file in the repository. */
  runbook: z.url({ protocol: /^https$/ }).optional(),
  /**
   * Before the distribution: requests of one address within five minutes, for pages and for the API, beyond which it gets
   * 429 for a while; a whole department may share one address. It is a stack in us-east-1; leave it out in a partition that
   * has no WAF for CloudFront, such as aws-cn.
   */
  webAcl: z.strictObject({ pages: z.int().min(10), api: z.int().min(10) }).optional(),
  /** For the whole API, in requests: beyond it callers get 429. */
  throttling: z.strictObject({ requestsPerSecond: z.int().positive(), burst: z.int().positive() }),
}).refine((stage) => stage.certificateArn === undefined || stage.publicOrigin?.startsWith('https://') === true, {
  path: ['certificateArn'],
  error: 'a certificate needs an https publicOrigin to be valid for',
});

export type StageConfiguration = z.output<typeof stageConfiguration>;

/** Every environment that can be synthesised. Adding one here is all it takes. */
const stages: Readonly<Record<string, StageConfiguration>> = {
  laptop: {
    publicOrigin: 'http://127.0.0.1:8080',
    userPool: { kind: 'cognito', passwordSignIn: true, secondFactor: 'off' },
    mail: { sender: 'notices@fabu.example' },
    webhook: {},
    protectData: false,
    sealRetentionDays: 1,
    logExecutionData: true,
    operators: [],
    throttling: { requestsPerSecond: 1000, burst: 2000 },
  },
  dev: {
    userPool: { kind: 'cognito', passwordSignIn: false, secondFactor: 'off' },
    protectData: false,
    sealRetentionDays: 1,
    logExecutionData: true,
    operators: [],
    webAcl: { pages: 20_000, api: 6000 },
    throttling: { requestsPerSecond: 50, burst: 100 },
  },
  production: {
    userPool: { kind: 'cognito', passwordSignIn: false, secondFactor: 'required' },
    protectData: true,
    // Ten years: our own choice, no clause names a term.
    sealRetentionDays: 3653,
    logExecutionData: false,
    operators: [],
    webAcl: { pages: 20_000, api: 6000 },
    throttling: { requestsPerSecond: 200, burst: 400 },
  },
};

export interface Stage {
  readonly name: string;
  readonly configuration: StageConfiguration;
}

/** Throws naming the known stages, or the key of the configuration that is wrong or matches nothing. */
export function stageNamed(name: string, known: Readonly<Record<string, unknown>> = stages): Stage {
  if (!Object.hasOwn(known, name)) {
    throw new Error(`There is no stage "${name}". Known stages: ${Object.keys(known).join(', ')} (lib/stages.ts).`);
  }
  const parsed = stageConfiguration.safeParse(known[name]);
  if (!parsed.success) {
    throw new Error(`The configuration of stage "${name}" is wrong (lib/stages.ts):\n${z.prettifyError(parsed.error)}`);
  }
  return { name, configuration: parsed.data };
}
