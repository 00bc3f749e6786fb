import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fullPages,
  linksOf,
  PAGE_SIZE,
  pageOf,
  pagesTouched,
  pageToClose,
  rangeOf,
  writesBeforeClosing,
} from '../../web/portal/pagination.ts';
import type { Listing, View } from '../../web/portal/pagination.ts';

const settled = (highest: number): Listing => ({ highest, closed: fullPages(highest) });
const highest = fc.integer({ min: 1, max: 40 * PAGE_SIZE });
const holds = (view: View, listing: Listing, number: number) => {
  const { from, to } = rangeOf(view, listing);
  return number >= from && number <= to;
};

describe('a settled column', () => {
  it('has every item on exactly one closed page or in the tail of the index', () => {
    fc.assert(
      fc.property(highest, fc.nat(), (top, some) => {
        const listing = settled(top);
        const number = 1 + (some % top);
        const closedPages = Array.from({ length: listing.closed }, (_, index) => index + 1).filter((page) => holds(page, listing, number));
        if (number <= listing.closed * PAGE_SIZE) expect(closedPages).toEqual([pageOf(number)]);
        else expect([closedPages, holds('index', listing, number)]).toEqual([[], true]);
      }),
    );
  });

  it('shows between one and two pages of numbers on the index', () => {
    fc.assert(
      fc.property(fc.integer({ min: PAGE_SIZE, max: 40 * PAGE_SIZE }), (top) => {
        const { from, to } = rangeOf('index', settled(top));
        expect(to - from + 1).toBeGreaterThanOrEqual(PAGE_SIZE);
        expect(to - from + 1).toBeLessThan(2 * PAGE_SIZE);
      }),
    );
  });

  it('changes no closed page when an item is added, but for the neighbour when a page closes', () => {
    fc.assert(
      fc.property(highest, (top) => {
        const before = settled(top);
        const after = settled(top + 1);
        for (let page = 1; page <= before.closed; page += 1) {
          expect(rangeOf(page, after)).toEqual(rangeOf(page, before));
          const sameLinks = JSON.stringify(linksOf(page, after.closed)) === JSON.stringify(linksOf(page, before.closed));
          expect(sameLinks).toBe(page < before.closed || after.closed === before.closed);
        }
      }),
    );
  });

  it('links to closed pages only, to the neighbours by number, and from the index to the newest closed page', () => {
    fc.assert(
      fc.property(highest, fc.nat(), (top, some) => {
        const { closed } = settled(top);
        const view: View = some % (closed + 1) === 0 ? 'index' : some % (closed + 1);
        const { newer, older, numbers } = linksOf(view, closed);
        const linked = [newer, older, ...numbers].filter((each) => typeof each === 'number');
        expect(linked.every((page) => page >= 1 && page <= closed)).toBe(true);
        if (view === 'index') expect(numbers[0]).toBe(closed > 0 ? closed : undefined);
        else expect([newer, older]).toEqual([view === closed ? 'index' : view + 1, view === 1 ? null : view - 1]);
      }),
    );
  });

  it('rewrites at most three objects for an item, its own among them', () => {
    fc.assert(
      fc.property(highest, fc.nat(), (top, some) => {
        const listing = settled(top);
        const number = 1 + (some % top);
        const touched = pagesTouched({ number, closed: listing.closed });
        expect(touched.length).toBeLessThanOrEqual(3);
        expect(new Set(touched).size).toBe(touched.length);
        expect(touched.some((view) => holds(view, listing, number))).toBe(true);
        expect(touched.includes('index')).toBe(holds('index', listing, number));
      }),
    );
  });
});

/** A column as the record and the bucket hold it, and the steps of a publisher as the docstring tells them. */
class Column {
  highest = 0;
  closed = 0;
  readonly live = new Set<number>();
  readonly stored = new Map<View, string>();

  render(view: View, closed: number): string {
    const { from, to } = rangeOf(view, { highest: this.highest, closed });
    const shown = [...this.live].filter((number) => number >= from && number <= to).sort((a, b) => b - a);
    return JSON.stringify({ shown, links: linksOf(view, closed) });
  }

  /** ETag, read, render, put on that ETag, read again: one step passes between the reads and the put. */
  *write(view: View): Generator {
    for (;;) {
      const etag = this.stored.get(view);
      const content = this.render(view, this.closed);
      yield;
      if (this.stored.get(view) !== etag) continue;
      this.put(view, content);
      yield;
      if (this.render(view, this.closed) === content) return;
    }
  }

  put(view: View, content: string): void {
    this.stored.set(view, content);
    const { links } = JSON.parse(content) as { links: ReturnType<typeof linksOf> };
    for (const linked of [links.older, links.newer, ...links.numbers]) {
      if (typeof linked === 'number' && linked !== view && !this.stored.has(linked)) throw new Error(`dangling link to page ${linked}`);
    }
  }

  *publish(number: number): Generator {
    this.live.add(number);
    yield* this.list(number);
  }

  *withdraw(number: number): Generator {
    this.live.delete(number);
    yield* this.list(number);
  }

  *list(number: number): Generator {
    for (let page = pageToClose(this); page !== null; page = pageToClose(this)) {
      const closing = page;
      for (const view of writesBeforeClosing(closing)) yield* this.write(view);
      yield;
      if (this.closed === closing - 1) this.closed = closing;
    }
    for (let round = -1; round !== this.closed; ) {
      round = this.closed;
      for (const view of pagesTouched({ number, closed: round })) yield* this.write(view);
    }
  }

  rebuilt(): Map<View, string> {
    const pages = Array.from({ length: fullPages(this.highest) }, (_, index): View => index + 1);
    return new Map([...pages, 'index' as const].map((view) => [view, this.render(view, fullPages(this.highest))]));
  }
}

function runAll(steps: Generator): void {
  while (steps.next().done !== true);
}

describe('many publishers at once', () => {
  it('settle what a publisher left that was cut off right after closing a page', () => {
    const column = new Column();
    for (column.highest = 1; column.highest < 2 * PAGE_SIZE; column.highest += 1) runAll(column.publish(column.highest));
    const cutOff = column.publish(column.highest);
    while (column.closed < 2) cutOff.next();
    column.highest = 3 * PAGE_SIZE;
    runAll(column.publish(column.highest));
    expect(Object.fromEntries(column.stored)).toEqual(Object.fromEntries(column.rebuilt()));
  });

  it('leave no dangling link at any moment and end byte-equal to a rebuild, though some are cut off and start again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 * PAGE_SIZE + 5 }),
        fc.infiniteStream(fc.nat({ max: 999 })),
        (count, choices) => {
          const column = new Column();
          const next = () => choices.next().value as number;
          const waiting = Array.from({ length: count }, (_, index) => index + 1);
          const running: { number: number; withdraws: boolean; steps: Generator }[] = [];
          const start = (number: number, withdraws: boolean) => {
            running.push({ number, withdraws, steps: withdraws ? column.withdraw(number) : column.publish(number) });
          };
          while (waiting.length > 0 || running.length > 0) {
            if (waiting.length > 0 && (running.length === 0 || next() < 120)) {
              column.highest = waiting.shift()!;
              start(column.highest, false);
            }
            const index = next() % running.length;
            const { number, withdraws, steps } = running[index]!;
            const cutOff = next() < 20;
            if (!cutOff && steps.next().done !== true) continue;
            running.splice(index, 1);
            if (cutOff) start(number, withdraws);
            else if (!withdraws && next() < 100) start(number, true);
          }
          expect(Object.fromEntries(column.stored)).toEqual(Object.fromEntries(column.rebuilt()));
        },
      ),
      { numRuns: 100 },
    );
  });
});
