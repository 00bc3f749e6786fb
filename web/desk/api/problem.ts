import type { Say, TextKey } from '../text/text.ts';

/** What is wrong at one place of what was sent; the pointer is of JSON (`/disclosure/ground`). */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A refusal in words that people understand: the API's own, in the language of the request, or ours where it could not speak. */
export interface ProblemWords {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly Fault[];
  /** The values of the refusal, such as the version that is there now. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly problem: ProblemWords;

  constructor(status: number, problem: ProblemWords) {
    super(problem.type);
    this.status = status;
    this.problem = problem;
  }
}

/** The refusal that an answer carries. What the gateway refuses by itself says nothing for people: we do. */
export async function refusalIn(answer: Response, say: Say): Promise<Refused> {
  const body = answer.headers.get('content-type')?.includes('problem+json') === true ? ((await answer.json()) as Partial<ProblemWords>) : {};
  const { type, title, detail, errors = [], facts = {} } = body;
  if (type !== undefined && title !== undefined && detail !== undefined) return new Refused(answer.status, { type, title, detail, errors, facts });
  return new Refused(answer.status, ownWords(answer.status, say));
}

const OWN: Readonly<Record<number, 'signed-out' | 'too-large' | 'rate-limited' | 'unreachable'>> = { 401: 'signed-out', 413: 'too-large', 429: 'rate-limited', 502: 'unreachable', 503: 'unreachable', 504: 'unreachable' };

export function ownWords(status: number, say: Say): ProblemWords {
  const name = OWN[status] ?? 'unexpected';
  const key = (part: 'title' | 'detail'): TextKey => `desk.problem.${name}.${part}`;
  return { type: name, title: say(key('title')), detail: say(key('detail'), { status }), errors: [], facts: {} };
}
