import { useLayoutEffect } from 'preact/hooks';

/**
 * Where what has the focus goes off the page as this is drawn, such as a button that loads the last part of a list, the focus
 * goes on to what came in its place, and not to the page's beginning: what is left of its row, or else the row after those
 * that stood before it, or the nearest that there is.
 */
export function useFocusKept(): void {
  // While it is drawn what will go is still there.
  const before = document.activeElement;
  const scope = before?.closest('dialog, main') ?? undefined;
  const row = before?.closest('.row') ?? undefined;
  const above = before === null || scope === undefined ? 0 : rowsIn(scope).filter((other) => isAbove(other, before)).length;
  useLayoutEffect(() => {
    if (scope === undefined || before?.isConnected === true || document.activeElement !== document.body) return;
    next(scope, row, above)?.focus();
  });
}

function next(scope: Element, row: Element | undefined, above: number): HTMLElement | null | undefined {
  const left = row?.isConnected === true ? row.querySelector<HTMLElement>('.row-buttons button') ?? stopIn(row) : undefined;
  return left ?? stopIn(rowsIn(scope)[above]) ?? scope.querySelector<HTMLElement>('.rows + .button-place button') ?? stopIn(rowsIn(scope).at(-1)) ?? scope.querySelector<HTMLElement>('input, h1');
}

function stopIn(row: Element | undefined): HTMLElement | null | undefined {
  return row?.querySelector<HTMLElement>('a[href], button');
}

function rowsIn(scope: Element): readonly Element[] {
  return [...scope.querySelectorAll('.row')];
}

function isAbove(row: Element, element: Element): boolean {
  return !row.contains(element) && (row.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
