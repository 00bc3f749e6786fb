/**
 * Stable pagination. An item gets its sequence number in the column once, counted from the oldest. Page k holds the
 * numbers (k-1)*PAGE_SIZE+1 to k*PAGE_SIZE and is full when its last number has been claimed. A gap (an item that was
 * never put online, or was withdrawn) stays a gap. The index shows the newest closed page and everything after it.
 *
 * A page is **closed** when its object is stored *and* the column's record says so (`closed`, counted up one by one).
 * Pages link only to pages that the record calls closed, so however many items are claimed at once, and wherever a
 * writer is cut off, no link dangles. Who puts an item online, its own page being stored, does:
 *
 * 1. while `pageToClose(listing)` names a page k: write `writesBeforeClosing(k)` in that order; then count `closed` up to k
 *    on the condition that it is k-1 (who loses that race reads the record again);
 * 2. write `pagesTouched({ number, closed })` in that order, once more if `closed` moved meanwhile; then the home page.
 *
 * Who withdraws an item does the home page and step 2 first and removes the item's page last. Each single write follows
 * the rule of the house: ETag, record, put on that ETag, record again, and round again if it moved.
 *
 * Right after counting, the two newest closed pages may be out of date: the older of them has a new neighbour, and the
 * newer may lack an item whose writer still saw it open. Step 2 settles both, and where somebody was cut off before it,
 * the next one does: step 1 settles k-2 before it would cease to be among the two. Same bytes need not be written again.
 * Who has done step 2 on a record that calls `closed` pages closed notes them as `settled`: whoever comes later saw the
 * page closed and writes it himself.
 */

/** Items on a full page. Never change it for a site that has closed pages: their addresses would hold other items. */
export const PAGE_SIZE = 20;

/** The counters in a column's record. */
export interface Listing {
  /** The highest sequence number that was claimed; 0 for none. */
  readonly highest: number;
  /** How many pages are closed: 1 to `closed` are stored and may be linked to. */
  readonly closed: number;
}

/** An object of a column: its index or one of its pages. */
export type View = 'index' | number;

/** An inclusive span of sequence numbers; empty when `from` is greater than `to`. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The page that owns a sequence number, closed or not. */
export function pageOf(number: number): number {
  return Math.ceil(number / PAGE_SIZE);
}

/** How many pages have had their last number claimed. */
export function fullPages(highest: number): number {
  return Math.floor(highest / PAGE_SIZE);
}

/** The sequence numbers that a view shows; the index has no upper end but the highest number claimed. */
export function rangeOf(view: View, { highest, closed }: Listing): NumberRange {
  if (view === 'index') return { from: Math.max(closed - 1, 0) * PAGE_SIZE + 1, to: highest };
  return { from: (view - 1) * PAGE_SIZE + 1, to: view * PAGE_SIZE };
}

/** The next page that is full and not closed yet, or null. */
export function pageToClose({ highest, closed }: Listing): number | null {
  return fullPages(highest) > closed ? closed + 1 : null;
}

/** The pages to write before `closed` may be counted up to `page`, in this order: one to settle, then the new one. */
export function writesBeforeClosing(page: number): number[] {
  return [page - 2, page].filter((each) => each >= 1);
}

/** An item's number and its column's counters; all pages up to `settled` have been settled (see above). */
export interface Touched {
  readonly number: number;
  readonly closed: number;
  readonly settled?: number;
}

/** The objects that an item's coming, changing or going rewrites, in this order; three at most. */
export function pagesTouched({ number, closed, settled = 0 }: Touched): View[] {
  const own = pageOf(number);
  if (own < closed) return [own];
  if (settled >= closed) return own === closed ? [own, 'index'] : ['index'];
  return [...[closed - 1, closed].filter((each) => each >= 1), 'index'];
}

/** Where a view's links lead. Each of them is closed, or the index. */
export interface ViewLinks {
  readonly newer: View | null;
  readonly older: number | null;
  /** The page numbers to offer, newest first: a few around this view and the oldest. */
  readonly numbers: readonly number[];
}

/**
 * The links of a view. Those of a page change once after it is closed: when its newer neighbour is closed too. The
 * index shows the newest closed page whole, so "older" leads past it; its permanent address is among the numbers.
 */
export function linksOf(view: View, closed: number): ViewLinks {
  if (view === 'index') {
    return { newer: null, older: closed > 1 ? closed - 1 : null, numbers: existing([closed, closed - 1, 1], closed) };
  }
  return {
    newer: view < closed ? view + 1 : 'index',
    older: view > 1 ? view - 1 : null,
    // A page that is just being closed counts itself in.
    numbers: existing([view + 1, view, view - 1, 1], Math.max(view, closed)),
  };
}

function existing(pages: readonly number[], closed: number): number[] {
  return [...new Set(pages)].filter((page) => page >= 1 && page <= closed);
}
