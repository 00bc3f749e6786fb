import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';

type Compiled = ReturnType<typeof jsonata>;

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const LONGEST_RANGE = 1000;

const formatInstant = jsonata('$fromMillis($instant, $picture, $zone)');

/** Adds the functions that Step Functions has beyond JSONata, and takes the time from the virtual clock. */
export function addFunctions(compiled: Compiled, now: () => number): void {
  compiled.registerFunction('partition', partition, '<an:a>');
  compiled.registerFunction('range', range, '<nnn:x>');
  compiled.registerFunction('hash', hash, '<ss:s>');
  compiled.registerFunction('random', random, '<n?:n>');
  compiled.registerFunction('uuid', () => randomUUID(), '<:s>');
  compiled.registerFunction('parse', parse, '<s:x>');
  compiled.registerFunction('millis', now, '<:n>');
  compiled.registerFunction(
    'now',
    (picture?: string, zone?: string) => formatInstant.evaluate(undefined, { instant: now(), picture, zone }) as Promise<unknown>,
    '<s?s?:s>',
  );
}

function partition(items: readonly unknown[], size: number): unknown[] {
  if (size < 1) throw faultOf('D3137', 'The size given to $partition must be at least 1');
  const parts: unknown[] = [];
  for (let start = 0; start < items.length; start += Math.floor(size)) parts.push(items.slice(start, start + Math.floor(size)));
  return parts;
}

/** Like every JSONata sequence, a range of one value is that value and an empty one is nothing. */
function range(first: number, last: number, step: number): unknown {
  if (step === 0) throw faultOf('D3137', 'The step given to $range must not be 0');
  const values: number[] = [];
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
    values.push(value);
    if (values.length > LONGEST_RANGE) throw faultOf('D3137', `$range may give at most ${LONGEST_RANGE} values`);
  }
  return values.length > 1 ? values : values[0];
}

function hash(text: string, algorithm: string): string {
  const name = ALGORITHMS[algorithm];
  if (name === undefined) throw faultOf('D3137', `$hash does not know the algorithm '${algorithm}'`);
  return createHash(name).update(text, 'utf8').digest('hex');
}

/** With a seed the same number each time, though not the one AWS gives. */
function random(seed?: number): number {
  if (seed === undefined) return Math.random();
  let mixed = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw faultOf('D3137', 'The text given to $parse is not JSON');
  }
}

/** JSONata tells its errors apart by a code. */
function faultOf(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
