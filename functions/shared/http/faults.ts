import type * as z from 'zod';
import type { Fault } from '../../../domain/refusal.ts';

type Issue = z.core.$ZodIssue;

/** Zod's findings in our words: a JSON pointer and a code that `web/text/` has a sentence for. */
export function faultOfIssue(issue: Issue): Fault[] {
  const pointer = pointerOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: `${pointer}/${escaped(key)}`, code: 'unknown-field', values: { field: key } }));
    case 'too_big':
      return [{ pointer, code: 'too-long', values: { max: Number(issue.maximum) } }];
    case 'too_small':
      return [{ pointer, code: Number(issue.minimum) === 1 ? 'required' : 'too-short', values: { min: Number(issue.minimum) } }];
    case 'invalid_value':
      return [{ pointer, code: issue.input === undefined ? 'required' : 'not-allowed', values: { allowed: issue.values.map(String).join(', ') } }];
    case 'custom':
      return [{ pointer, code: issue.message, values: (issue.params ?? {}) as Record<string, string | number> }];
    case 'invalid_type':
      if (issue.input === undefined) return [{ pointer, code: 'required' }];
      return [{ pointer, code: pointer === '' ? 'not-object' : 'wrong-type', values: { expected: issue.expected } }];
    default:
      return [{ pointer, code: issue.message }];
  }
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${escaped(String(part))}`).join('');
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
