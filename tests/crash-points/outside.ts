import { createHash } from 'node:crypto';
import type { Content } from '../../domain/release/content.ts';
import type { Attachment } from '../../domain/release/content.ts';
import { Executions, type Execution } from '../model/executions.ts';
import { memoryTable, type MemoryTable } from '../model/memory-table.ts';
import { Watch } from './watch.ts';

/** An object of the portal. */
export interface Stored {
  readonly etag: string;
  readonly version: number;
  readonly body: string;
  readonly fileHash?: string;
}

export interface RelayCall {
  readonly pk: string;
  readonly checkMachine: boolean;
  /** Of the sweep that calls. */
  readonly at?: string;
}

/** A Tuesday, 9:00 in Beijing, with no holiday near. */
const START = Date.parse('2025-09-16T09:00:00+08:00');

/** Everything that outlives a process. It can be copied, so that every crash begins at the very same point. */
export class Outside {
  now = START;
  readonly contents = new Map<string, Content>();
  /** What was checked and kept for good, by hash. */
  readonly files = new Set<string>();
  /** What browsers have sent to the bucket, by the version that it gave them. */
  readonly uploads = new Map<string, Attachment>();
  objects = new Map<string, Stored>();
  readonly seals = new Map<string, string>();
  /** Mails and webhooks that were sent. */
  readonly letters: string[] = [];
  /** What the edge was told to drop, by reference; it has done so once it has been asked. */
  readonly orders = new Map<string, { readonly paths: string; done: boolean }>();
  /** What the edge keeps, by path. */
  readonly cached = new Map<string, string>();
  readonly relayCalls: RelayCall[] = [];
  /** Executions that failed or were aborted, and of which nobody has been told yet. */
  readonly settled: Execution[] = [];
  /** How many calls the portal bucket refuses before it is there again. */
  failuresLeft = 0;
  /** How many signals Step Functions accepts and does not act on. */
  signalsToLose = 0;
  readonly executions = new Executions(() => this.now, (execution) => void this.settled.push(execution));
  readonly memory: MemoryTable = memoryTable(({ before, after }) => this.watch.sawRecorded(before, after));
  readonly table = this.memory;
  readonly referee = { sawRead: () => undefined, sawLostRace: () => undefined, sawQuery: () => undefined, fail: () => undefined };
  readonly watch = new Watch(this);
  /** Where functions keep what they remember between two calls: another one after each crash. */
  environment = {};

  copy(): Outside {
    const copied = new Outside();
    copied.now = this.now;
    copied.memory.load([...this.memory.all()]);
    copied.executions.load(this.executions);
    for (const [name, map] of Object.entries({ contents: this.contents, uploads: this.uploads, objects: this.objects, seals: this.seals, cached: this.cached })) {
      for (const [key, value] of map as Map<string, never>) (copied[name as 'seals']).set(key, value);
    }
    for (const [reference, order] of this.orders) copied.orders.set(reference, { ...order });
    for (const hash of this.files) copied.files.add(hash);
    copied.letters.push(...this.letters);
    copied.relayCalls.push(...this.relayCalls);
    copied.failuresLeft = this.failuresLeft;
    copied.signalsToLose = this.signalsToLose;
    return copied;
  }
}

/** As S3 names what was put in one piece. */
export const etagOf = (body: string): string => `"${createHash('md5').update(body).digest('hex')}"`;

let current: Outside | undefined;

/** One at a time in a process. */
export function goInto(outside: Outside): void {
  current = outside;
}

export function theOutside(): Outside {
  if (current === undefined) throw new Error('Nothing is being run.');
  return current;
}
