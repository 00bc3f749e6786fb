import { newIntent } from '../../api/client.ts';
import { pauseBefore } from '../../api/connection.ts';
import { ownWords, Refused, type ProblemWords } from '../../api/problem.ts';
import { forget, keep, keptOf, type Kept } from '../../store/kept-writing.ts';
import { createStore } from '../../store/store.ts';
import { say } from '../../text/text.ts';
import { announceFile, giveUpUpload, uploadProgress, type Announced, type Arrived, type PartsUpload } from './calls.ts';
import { typeOf } from './file-names.ts';
import { sendBytes, sendForm } from './send-bytes.ts';

/** `broken`: the line is down, it goes on by itself. `refused`: it needs somebody. */
export interface UploadState {
  readonly phase: 'sending' | 'paused' | 'broken' | 'checking' | 'done' | 'refused';
  /** Bytes. */
  readonly sent: number;
  readonly problem?: ProblemWords;
}

/** A large upload that was begun, so that it can be gone on with after a closed tab. */
export interface BegunUpload extends Kept {
  readonly item: string;
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
  readonly uploadId: string;
}

export interface UploadOptions {
  readonly person: string;
  readonly item: string;
  readonly file: File;
  readonly name: string;
  /** Begun before, in a page that was closed. */
  readonly begun?: BegunUpload | undefined;
  readonly bind: (name: string, arrived: Arrived) => Promise<void>;
}

export type Upload = ReturnType<typeof startUpload>;

const FRESH_ADDRESSES_TRIES = 3;

/** One file on its way to the bucket: it can be stopped and goes on where it was, and a broken line breaks nothing. */
export function startUpload({ person, item, file, name, begun, bind }: UploadOptions) {
  const state = createStore<UploadState>({ phase: 'sending', sent: 0 });
  const key = `${item}/${name}`;
  let uploadId = begun?.uploadId;
  let form: Extract<Announced, { kind: 'form' }> | undefined;
  let arrived: Arrived | undefined;
  let stop = new AbortController();
  const tell = (change: Partial<UploadState>): void => state.set({ phase: state.get().phase, sent: state.get().sent, ...change });

  async function begin(): Promise<PartsUpload | undefined> {
    if (uploadId !== undefined) {
      const parts = await uploadProgress(item, name, uploadId).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 422) return undefined;
        throw error;
      });
      if (parts !== undefined) return parts;
    }
    if (form !== undefined) return undefined;
    const announced = await announceFile(item, { name, type: typeOf(file), size: file.size }, { intent: newIntent(), signal: stop.signal });
    if (announced.kind === 'form') {
      form = announced;
      return undefined;
    }
    ({ uploadId } = announced);
    await keep('uploads', { key, person, item, name, size: file.size, lastModified: file.lastModified, uploadId } satisfies BegunUpload);
    return announced;
  }

  async function sendParts({ parts, partSize, uploadId: upload }: PartsUpload): Promise<Arrived> {
    let sent = parts.filter((part) => part.arrived).reduce((sum, { size }) => sum + size, 0);
    tell({ phase: 'sending', sent });
    for (const { number, size, url } of parts.filter((part) => !part.arrived)) {
      const from = (number - 1) * partSize;
      await sendBytes(url ?? '', file.slice(from, from + size), (bytes) => tell({ phase: 'sending', sent: sent + bytes }), stop.signal);
      sent += size;
    }
    return { uploadId: upload };
  }

  /** Until it is there: what is broken is waited out, an address that has expired is asked for anew. */
  async function run(): Promise<void> {
    for (let [attempt, refusals] = [0, 0]; ; attempt += 1) {
      try {
        return await step();
      } catch (error) {
        if (stop.signal.aborted) return;
        if (!(error instanceof TypeError)) refusals += 1;
        if (!isWorthAnotherTry(error, refusals)) return tell({ phase: 'refused', problem: error instanceof Refused ? error.problem : ownWords(503, say) });
      }
      form = undefined;
      tell({ phase: 'broken' });
      await pauseBefore(attempt, stop.signal);
      if (stop.signal.aborted) return;
    }
  }

  async function step(): Promise<void> {
    if (arrived === undefined) {
      const parts = await begin();
      if (parts !== undefined) arrived = await sendParts(parts);
      else if (form !== undefined) arrived = { versionId: await sendForm(form, file, (sent) => tell({ phase: 'sending', sent }), stop.signal) };
    }
    if (arrived === undefined) return;
    tell({ phase: 'checking', sent: file.size });
    try {
      await bind(name, arrived);
    } catch (error) {
      // What does not pass the checks has to be sent anew; where a newer version was in the way, binding is tried again.
      if (error instanceof Refused && error.status === 422) arrived = uploadId = undefined;
      throw error;
    }
    await forget('uploads', key);
    tell({ phase: 'done' });
  }

  void run();
  return {
    name,
    size: file.size,
    state,
    pause: (): void => {
      stop.abort();
      tell({ phase: 'paused' });
    },
    resume: (): void => {
      stop = new AbortController();
      tell({ phase: 'sending' });
      void run();
    },
    giveUp: async (): Promise<void> => {
      stop.abort();
      await forget('uploads', key);
      if (uploadId !== undefined) await giveUpUpload(item, name, uploadId, { intent: newIntent() }).catch(() => undefined);
    },
  };
}

/** A broken line is; so is an address that may only have expired, which the bucket refuses in no words of the API. */
function isWorthAnotherTry(error: unknown, refusals: number): boolean {
  return error instanceof TypeError || (error instanceof Refused && error.problem.type === 'unexpected' && refusals < FRESH_ADDRESSES_TRIES);
}

/** Large uploads of an item that were begun here and are not done. */
export async function begunUploads(person: string, item: string): Promise<BegunUpload[]> {
  return (await keptOf<BegunUpload>('uploads', person)).filter((begun) => begun.item === item);
}
