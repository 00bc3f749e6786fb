import { ServiceFault } from '../faults.ts';

/** The body of a call. */
export type Request = Readonly<Record<string, unknown>>;

/** The reply to a call; instants are epoch seconds, as the protocol has them. */
export type Reply = Record<string, unknown>;

export type Operation = (request: Request) => Reply;

export const seconds = (instant: number): number => instant / 1000;

function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationException', `1 validation error detected: ${message}`);
}

/** Refuses members that this engine does not serve, instead of passing over them. */
export function allowOnly(request: Request, served: readonly string[]): void {
  const unserved = Object.keys(request).filter((name) => request[name] !== null && request[name] !== undefined && !served.includes(name));
  if (unserved.length > 0) throw invalid(`The members ${unserved.join(', ')} are not served locally`);
}

export function text(request: Request, name: string): string {
  const value = request[name];
  if (typeof value !== 'string') throw invalid(`Value at '${name}' failed to satisfy constraint: Member must not be null`);
  return value;
}

export function optionalText(request: Request, name: string): string | undefined {
  return request[name] === undefined || request[name] === null ? undefined : text(request, name);
}

export function oneOf(request: Request, name: string, values: readonly string[]): string | undefined {
  const value = optionalText(request, name);
  if (value === undefined || values.includes(value)) return value;
  throw invalid(`Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`);
}

/** `maxResults`: 0 and absent mean the default. */
export function pageSize(request: Request, fallback = 100): number {
  const value = request['maxResults'] ?? 0;
  if (typeof value !== 'number' || value < 0 || value > 1000) {
    throw invalid(`Value '${JSON.stringify(value)}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`);
  }
  return value === 0 ? fallback : value;
}

/** Tokens of pages are opaque to callers; here they hold where the next page begins. */
export function pageStart(request: Request): string | undefined {
  const token = optionalText(request, 'nextToken');
  if (token === undefined) return undefined;
  const start = Buffer.from(token, 'base64').toString();
  if (!start.startsWith('page:')) throw new ServiceFault('InvalidToken', "Invalid Token: 'Invalid token'");
  return start.slice('page:'.length);
}

export function pageToken(start: string | number): string {
  return Buffer.from(`page:${start}`).toString('base64');
}

/** JSON text given as input or output; answers the fault in the words of AWS's parser, or undefined when it is sound. */
export function jsonFault(given: string): string | undefined {
  try {
    JSON.parse(given);
    return undefined;
  } catch (error) {
    const trimmed = given.trim();
    if (trimmed === '') return 'Invalid execution input.';
    const word = /^[A-Za-z_$][\w$]*/.exec(trimmed)?.[0];
    if (word !== undefined && !['null', 'true', 'false'].includes(word)) {
      return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
    }
    const opening = /^\{\s*([^"\s}])/.exec(trimmed)?.[1];
    if (opening !== undefined) {
      return `Unexpected character ('${opening}' (code ${opening.charCodeAt(0)})): was expecting double-quote to start field name`;
    }
    return (error as Error).message;
  }
}
