import { logError } from '../log.ts';

/** One object of the portal that is to be written, by its key; or what has to be read of a column before, by the column's. */
export interface Writing {
  readonly key: string;
  write(): Promise<unknown>;
}

/** How many objects are written at a time, and how often one is tried: a call that failed in passing must not leave a link that dangles. */
const TOGETHER = 16;
const TRIES = 3;

/** Writes all of them, whatever becomes of one. Answers how many could not be written; the log has each as PAGE_FAILED. */
export async function inGroups(all: readonly Writing[]): Promise<number> {
  let failed = 0;
  for (let start = 0; start < all.length; start += TOGETHER) {
    const written = await Promise.all(all.slice(start, start + TOGETHER).map((writing) => tryWriting(writing, TRIES)));
    failed += written.filter((done) => !done).length;
  }
  return failed;
}

async function tryWriting(writing: Writing, triesLeft: number): Promise<boolean> {
  try {
    await writing.write();
    return true;
  } catch (error) {
    if (triesLeft > 1) return tryWriting(writing, triesLeft - 1);
    logError('PAGE_FAILED', error, { key: writing.key });
    return false;
  }
}
