import { UnsupportedInTemplate } from '../wire/known-properties.ts';

/** The `$context` variables of an access log that the laptop knows; a value that a request lacks is written as `-`. */
export const LOG_VARIABLES = [
  ...['accountId', 'apiId', 'authorizer.error', 'domainName', 'error.message', 'extendedRequestId', 'httpMethod'],
  ...['identity.sourceIp', 'identity.userAgent', 'integration.error', 'integrationErrorMessage', 'integrationLatency'],
  ...['integrationStatus', 'path', 'protocol', 'requestId', 'requestTime', 'requestTimeEpoch', 'responseLatency'],
  ...['responseLength', 'routeKey', 'stage', 'status'],
] as const;

export type LogVariable = (typeof LOG_VARIABLES)[number];
export type LogValues = Readonly<Partial<Record<LogVariable, string | number>>>;

const VARIABLE = /\$context\.([A-Za-z]+(?:\.[A-Za-z_:-]+)*)/g;

/** A writer of access log lines in the stage's format. Values are escaped, so that no request can forge a line of JSON. */
export function createAccessLog(where: string, format: string, write: (line: string) => void): (values: LogValues) => void {
  for (const [, name = ''] of format.matchAll(VARIABLE)) {
    if (!(LOG_VARIABLES as readonly string[]).includes(name)) throw new UnsupportedInTemplate(where, `access log variable $context.${name} is not served on the laptop.`);
  }
  return (values) => {
    write(format.replaceAll(VARIABLE, (_, name: string) => escape(String(values[name as LogVariable] ?? '-'))));
  };
}

function escape(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
