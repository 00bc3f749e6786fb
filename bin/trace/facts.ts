/** Members that hold codes, ids, numbers and instants. Of all others only the name is shown: they may hold text or people. */
const PLAIN = [
  ...['action', 'at', 'bell', 'code', 'contentHash', 'duty', 'dutyId', 'effect', 'error', 'from', 'generation', 'indexNumber', 'key', 'left'],
  ...['machine', 'next', 'outcome', 'path', 'pk', 'post', 'quiet', 'releaseId', 'revision', 'round', 'rule', 'scheduledFor', 'stage', 'state', 'status'],
  ...['to', 'unit', 'urgency', 'url', 'version', 'was'],
];
const LONGEST = 60;

/** Facts in short: `stage=first-review revision=1 remarks=…`, hashes and tokens by their beginning. */
export function factsInShort(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${PLAIN.includes(name) && isPlain(value) ? abbreviated(String(value)) : '…'}`)
    .join(' ');
}

/** The beginning of a hash, of a token, of a person's id. */
export function abbreviated(text: string): string {
  return /^[0-9a-f]{32,}$/.test(text) || text.length > LONGEST ? `${text.slice(0, 8)}…` : text;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && /^[\w.:/#+-]+$/.test(value));
}
