import { documentIn } from '../../functions/shared/record/document.ts';
import type { Item } from '../../functions/shared/record/table.ts';
import type { RecordedEvent } from '../../domain/record/event.ts';
import type { Release } from '../../domain/release/release.ts';
import { stages } from '../support/release-line.ts';
import type { Outside, Stored } from './outside.ts';

/** Addresses of items, of their files and of closed pages: what a page links to has to be there (I8). */
const LINKS = /href="\/([^"]*(?:\/art\/|\/page-)[^"]*)"/g;

/** Sees each object of the portal as it is written or removed: what the public could have seen at any moment. */
export class Watch {
  readonly faults: string[] = [];
  readonly #outside: Outside;

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  saw(key: string, written: Stored | undefined): void {
    if (written === undefined) {
      const link = `href="/${encodeURI(key)}"`;
      for (const [from, { body }] of this.#outside.objects) if (body.includes(link)) this.faults.push(`I8: ${from} links to ${key}, which was removed.`);
      return;
    }
    const own = key.replace(/\.html$/, '/');
    for (const [, to = ''] of written.body.matchAll(LINKS)) {
      // A page that comes too late is gone again with the second read: nothing can keep S3 from taking it before.
      if (to.startsWith(own) && this.#isWithdrawn(`/${key}`)) continue;
      if (!this.#outside.objects.has(decodeURIComponent(to))) this.faults.push(`I8: ${key} links to ${to}, which is not there.`);
    }
    this.#sawArticle(key, written.body);
  }

  /** I3: nobody is told that a page is gone before it is. */
  sawRecorded(before: Item | undefined, after: Item): void {
    const [was, is] = [before, after].map((row) => (row?.['release'] === undefined ? undefined : documentIn<Release>(row['release'])));
    if (is?.withdrawal?.takenDownAt === undefined || was?.withdrawal?.takenDownAt !== undefined) return;
    const pages = [...this.#outside.memory.all()].filter(({ pk, releaseId }) => String(pk).includes('#ADDRESS#') && releaseId === is.id);
    const left = pages.map(({ pk }) => String(pk).split('#ADDRESS#/')[1] ?? '').filter((key) => this.#outside.objects.has(key));
    for (const key of left) this.faults.push(`I3: ${key} was recorded as taken down and is there.`);
  }

  #isWithdrawn(path: string): boolean {
    return releasesIn(this.#outside).some(({ url, state }) => url === path && state === 'withdrawn');
  }

  /** I2: exactly what every stage has approved, by people of whom no two are the same. */
  #sawArticle(key: string, body: string): void {
    const hash = /content="([0-9a-f]{64})"/.exec(body)?.[1];
    if (!key.includes('/art/') || hash === undefined) return;
    const approvers = stages.map((stage) => this.#events().findLast(({ type, data }) => type === 'StageApproved' && data['stage'] === stage && data['contentHash'] === hash)?.by);
    if (approvers.includes(undefined) || new Set(approvers).size !== stages.length) this.faults.push(`I2: ${key} shows ${hash}, which was not approved by all.`);
  }

  /** Of all items: those whose rows have landed, and those that still lie in an outbox. */
  #events(): readonly RecordedEvent[] {
    const found: RecordedEvent[] = [];
    for (const row of this.#outside.memory.all()) {
      if (String(row['sk']).startsWith('EVENT#')) found.push(documentIn(row['event']));
      for (const entry of Object.values((row['outbox'] ?? {}) as Record<string, string>)) {
        const { kind, event } = documentIn<{ readonly kind: string; readonly event: RecordedEvent }>(entry);
        if (kind === 'event') found.push(event);
      }
    }
    return found;
  }
}

/** The releases as the record has them, in the order of their making. */
export function releasesIn({ memory }: Pick<Outside, 'memory'>): readonly Release[] {
  const found = [...memory.all()].filter(({ sk, release }) => sk === 'HEAD' && release !== undefined);
  return found.map((row) => documentIn<Release>(row['release']));
}
