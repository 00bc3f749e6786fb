import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Fault } from '../../../domain/refusal.ts';
import { fill, languageOf, textFor, type FaultName, type Language, type ProblemName, type Text, type TextKey } from '../../../web/text/index.ts';

export const problemStatuses: Readonly<Record<ProblemName, number>> = {
  validation: 422,
  unauthenticated: 401,
  forbidden: 403,
  'separation-of-duties': 403,
  'not-found': 404,
  'stale-version': 412,
  'stale-content': 409,
  'wrong-state': 409,
  'blocked-by-checks': 422,
  'too-large': 413,
  'rate-limited': 429,
};

export interface ProblemFacts {
  readonly faults?: readonly Fault[] | undefined;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

/** A refusal on its way out of a handler; the middleware turns it into the answer. */
export class Problem extends Error {
  readonly type: ProblemName;
  readonly facts: ProblemFacts;

  constructor(type: ProblemName, facts: ProblemFacts = {}) {
    super(type);
    this.name = 'Problem';
    this.type = type;
    this.facts = facts;
  }
}

/** RFC 9457, in the caller's language, with every fault at once and where it is. */
export function problemAnswer(problem: Problem, acceptLanguage: string | undefined): APIGatewayProxyStructuredResultV2 {
  const language = languageOf(acceptLanguage);
  const body = { ...problemInWords(problem, language), status: problemStatuses[problem.type] };
  return {
    statusCode: problemStatuses[problem.type],
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'content-language': language, 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

/** What was refused and why, as sentences. */
export function problemInWords({ type, facts: { faults = [], values = {} } }: Pick<Problem, 'type' | 'facts'>, language: Language): ProblemInWords {
  const text = textFor(language);
  return {
    type,
    title: text[`problem.title.${type}`],
    detail: fill(text[`problem.detail.${type}`], inWords(text, { count: faults.length, ...values })),
    ...(faults.length === 0 ? {} : { errors: faults.map((fault) => faultInWords(fault, language)) }),
    ...(Object.keys(values).length === 0 ? {} : { facts: values }),
  };
}

export interface ProblemInWords {
  readonly type: ProblemName;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly Readonly<Record<string, string>>[];
  readonly facts?: Readonly<Record<string, string | number>>;
}

function faultInWords(fault: Fault, language: Language): Record<string, string> {
  const key = `problem.fault.${fault.code as FaultName}` as const;
  return { pointer: fault.pointer, code: fault.code, detail: fill(textFor(language)[key], fault.values ?? {}) };
}

/** States, stages and duties are said in the caller's language where it has a word for them. */
function inWords(text: Text, values: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, text[`${name}.${value}` as TextKey] ?? value]),
  );
}
