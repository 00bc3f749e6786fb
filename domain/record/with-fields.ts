/** A copy with some fields changed; a field given as undefined is taken away, so that equal states have equal texts. */
export function withFields<State extends object>(before: State, fields: Partial<{ [Key in keyof State]: State[Key] | undefined }>): State {
  const merged = Object.entries({ ...before, ...fields }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(merged) as unknown as State;
}
