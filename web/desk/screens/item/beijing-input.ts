/** The instant that a `datetime-local` field names: it is always Beijing's, wherever this computer is. */
export function instantOf(value: string): string {
  return `${value.length === 16 ? `${value}:00` : value}+08:00`;
}
