import { UnsupportedInTemplate } from '../wire/known-properties.ts';

/** The value of one period from those of the metrics by their ids; undefined where there is none. */
export type Formula = (lookUp: (id: string) => number | undefined) => number | undefined;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/(),[\]]))/y;
const FUNCTIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
};
const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/**
 * Reads an expression of metric math: numbers, ids, + - * / and brackets, FILL(id, number), and MAX, MIN, SUM over a list
 * in square brackets, which pass over what is missing.
 * @throws UnsupportedInTemplate for anything else
 */
export function parseExpression(where: string, text: string, ids: readonly string[]): Formula {
  const reader = new Reader(where, text, ids);
  const formula = reader.sum();
  reader.end();
  return formula;
}

class Reader {
  readonly #where: string;
  readonly #text: string;
  readonly #ids: readonly string[];
  #tokens: string[];

  constructor(where: string, text: string, ids: readonly string[]) {
    this.#where = where;
    this.#text = text;
    this.#ids = ids;
    this.#tokens = this.#split();
  }

  sum(): Formula {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#operand()));
  }

  end(): void {
    if (this.#tokens.length > 0) throw this.#refusal(`"${this.#tokens.join(' ')}"`);
  }

  #split(): string[] {
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    for (let at = 0; at < this.#text.trimEnd().length; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at;
      const [, number, name, sign] = TOKEN.exec(this.#text) ?? [];
      const token = number ?? name ?? sign;
      if (token === undefined) throw this.#refusal(`"${this.#text.slice(at)}"`);
      tokens.push(token);
    }
    return tokens;
  }

  #chain(signs: readonly string[], next: () => Formula): Formula {
    let left = next();
    for (let sign = this.#tokens[0]; sign !== undefined && signs.includes(sign); sign = this.#tokens[0]) {
      this.#tokens.shift();
      left = both(OPERATORS[sign] ?? (() => Number.NaN), left, next());
    }
    return left;
  }

  #operand(): Formula {
    const token = this.#tokens.shift() ?? '';
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') return this.#closed(')', () => this.sum());
    if (this.#tokens[0] === '(') return this.#call(token);
    if (this.#ids.includes(token)) return (lookUp) => lookUp(token);
    throw this.#refusal(`"${token}"`);
  }

  #call(name: string): Formula {
    this.#expect('(');
    if (name === 'FILL') return this.#closed(')', () => this.#fill());
    const combine = FUNCTIONS[name];
    if (combine === undefined) throw this.#refusal(`the function ${name}`);
    this.#expect('[');
    const items = this.#closed(']', () => this.#list());
    this.#expect(')');
    return (lookUp) => {
      const values = items.map((item) => item(lookUp)).filter((value) => value !== undefined);
      return values.length === 0 ? undefined : combine(values);
    };
  }

  #fill(): Formula {
    const filled = this.sum();
    this.#expect(',');
    const number = this.#tokens.shift() ?? '';
    if (!/^\d/.test(number)) throw this.#refusal(`FILL with "${number}"`);
    return (lookUp) => filled(lookUp) ?? Number(number);
  }

  #list(): Formula[] {
    const items = [this.sum()];
    while (this.#tokens[0] === ',') {
      this.#tokens.shift();
      items.push(this.sum());
    }
    return items;
  }

  #closed<T>(bracket: string, read: () => T): T {
    const inner = read();
    this.#expect(bracket);
    return inner;
  }

  #expect(token: string): void {
    const found = this.#tokens.shift();
    if (found !== token) throw this.#refusal(`"${found ?? 'its end'}" where "${token}" should be`);
  }

  #refusal(what: string): UnsupportedInTemplate {
    return new UnsupportedInTemplate(this.#where, `the expression ${JSON.stringify(this.#text)} has ${what}, which is not served on the laptop.`);
  }
}

function both(operate: (left: number, right: number) => number, left: Formula, right: Formula): Formula {
  return (lookUp) => {
    const [one, other] = [left(lookUp), right(lookUp)];
    const result = one === undefined || other === undefined ? undefined : operate(one, other);
    // Division by zero is no data point.
    return result === undefined || !Number.isFinite(result) ? undefined : result;
  };
}
