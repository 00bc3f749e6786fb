/**
 * Every function of the deployment and the environment variables it is given, beside STAGE.
 * Bundling fails on a name without a file and on a file without a name; constructs fail on a variable too few or too many.
 */
export const handlers = {
  'api/author': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET'],
  'api/attach': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET'],
  'api/act': ['RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET'],
  'api/revise': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET'],
  'api/duties': ['RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET'],
  'api/read': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET'],
  'api/look': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET', 'STYLESHEET', 'PUBLIC_ORIGIN'],
  'api/people': ['RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET'],
  'api/describe': ['ORIGIN_SECRET'],
  'api/missing': ['RECORDS_TABLE', 'ORIGIN_SECRET', 'STYLESHEET', 'PUBLIC_ORIGIN'],
  'workflow/await-decision': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'workflow/begin-publishing': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'workflow/publish-page': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'STYLESHEET'],
  'workflow/confirm-online': ['RECORDS_TABLE', 'RELAY_FUNCTION', 'PUBLIC_ORIGIN', 'DISTRIBUTION_ID'],
  'workflow/record-failure': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'workflow/take-down-page': ['RECORDS_TABLE', 'RELAY_FUNCTION', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'DISTRIBUTION_ID', 'STYLESHEET'],
  'workflow/ring-bell': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'workflow/relay': ['RECORDS_TABLE', 'RELEASE_MACHINE', 'DEADLINE_MACHINE', 'PUBLIC_ORIGIN', 'MAIL_SENDER', 'MAIL_CONFIGURATION', 'WEBHOOK_URL', 'WEBHOOK_SECRET'],
  'scheduled/sweep': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'scheduled/canary': ['PUBLIC_ORIGIN'],
  'scheduled/digest': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'scheduled/seal': ['RECORDS_TABLE', 'SEALS_BUCKET'],
  'scheduled/settle-execution': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'operations/enrol-people': ['RECORDS_TABLE'],
  'operations/adopt-rules': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'operations/restart-machines': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'operations/pause-publishing': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'operations/replay-dead-letters': ['RECORDS_TABLE', 'RELAY_FUNCTION'],
  'operations/rebuild-site': ['RECORDS_TABLE', 'CONTENT_BUCKET', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'STYLESHEET'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type HandlerName = keyof typeof handlers;

export const handlerNames = Object.keys(handlers) as HandlerName[];

/** Exactly the variables that the handler declares: one too few or too many does not compile. */
export type HandlerEnvironment<Name extends HandlerName> = Readonly<Record<(typeof handlers)[Name][number], string>>;
