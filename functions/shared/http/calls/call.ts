import type * as z from 'zod';
import type { ProblemName } from '../../../../web/text/index.ts';

/** One call of the API as it is described: its key is that of its route. */
export interface Call {
  readonly tag: Tag;
  readonly summary: string;
  /** The schema that its handler validates the body with; none where there is no body. */
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly ifMatch?: 'required' | 'optional';
  readonly idempotencyKey?: true;
  readonly answer: Answer;
  /** The problems that it may answer, beside those that every call has. */
  readonly problems: readonly ProblemName[];
  /** Needs no sign-in. */
  readonly open?: true;
}

export type Tag = 'releases' | 'attachments' | 'duties' | 'people' | 'description';

/** The status of success, and what comes with it: JSON of a schema, or a page. */
export interface Answer {
  readonly status: number;
  readonly schema: z.ZodType | 'page';
}

export type Calls = Readonly<Record<string, Call>>;

type Rest = Partial<Pick<Call, 'body' | 'query' | 'ifMatch' | 'problems'>>;

/** A call that changes nothing. */
export function reads(tag: Tag, summary: string, schema: Answer['schema'], rest: Rest = {}): Call {
  return { tag, summary, answer: { status: 200, schema }, problems: [], ...rest };
}

/** A call that changes something: its version may be named, and a repeat of its key gets the first answer. */
export function writes(tag: Tag, summary: string, answer: readonly [status: number, schema: z.ZodType], rest: Rest = {}): Call {
  const [status, schema] = answer;
  return { tag, summary, answer: { status, schema }, idempotencyKey: true, ifMatch: 'optional', problems: [], ...rest };
}
