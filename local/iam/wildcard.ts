const cache = new Map<string, RegExp>();

/** Compiles a policy's pattern: `*` is any run of characters, `?` any one; everything else is literal. */
function compiled(pattern: string, ignoreCase: boolean): RegExp {
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let expression = cache.get(key);
  if (expression === undefined) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    cache.set(key, expression);
  }
  return expression;
}

/** Actions are compared without regard to case, resources and values with it. */
export function matchesAction(pattern: string, action: string): boolean {
  return compiled(pattern, true).test(action);
}

export function matchesPattern(pattern: string, value: string): boolean {
  return compiled(pattern, false).test(value);
}

/** ARNs are compared part by part, so that no `*` reaches over a colon of the first five parts. */
export function matchesArn(pattern: string, arn: string): boolean {
  const patterns = parts(pattern);
  const values = parts(arn);
  return patterns.length === values.length && patterns.every((part, index) => matchesPattern(part, values[index] ?? ''));
}

function parts(arn: string): string[] {
  const pieces = arn.split(':');
  return pieces.length <= 6 ? pieces : [...pieces.slice(0, 5), pieces.slice(5).join(':')];
}
