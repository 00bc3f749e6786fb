/** Numbers from 0 to below 1 that look random and are the same for the same name and seed. */
export type Stream = () => number;

/**
 * One stream for each name, made when it is first asked for: what is drawn for one kind of fault at one service does
 * not depend on what is called elsewhere.
 */
export function createStreams(seed: number): (name: string) => Stream {
  const streams = new Map<string, Stream>();
  return (name) => {
    const stream = streams.get(name) ?? mulberry32(hashOf(`${seed}/${name}`));
    streams.set(name, stream);
    return stream;
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function mulberry32(seed: number): Stream {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
