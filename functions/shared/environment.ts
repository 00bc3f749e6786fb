/**
 * Reads the named environment variables of a function, all at once, so that a missing one is reported together with
 * every other missing one, at the cold start and not at the first request that needs it.
 */
export function environment<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => (process.env[name] ?? '') === '');
  if (missing.length > 0) throw new Error(`Missing environment variables: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? ''])) as Record<Name, string>;
}
