import { useSay } from '../text/text.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { Button } from './button.tsx';
import { saveAsCsv, type Sheet } from './csv.ts';
import { printWhole } from './print-whole.ts';

export interface ListToolsProps {
  /** Of the file. */
  readonly name: string;
  /** What is on screen when it is asked for. */
  readonly sheet: () => Sheet;
}

/** What every list has: a file of what is on screen, print, and `j` and `k` from line to line. */
export function ListTools({ name, sheet }: ListToolsProps) {
  const say = useSay();
  useShortcuts([
    { keys: 'j', does: say('desk.list.next'), run: () => step(1) },
    { keys: 'k', does: say('desk.list.previous'), run: () => step(-1) },
  ]);
  return (
    <div class="list-tools">
      <Button onPress={() => saveAsCsv(name, sheet())}>{say('desk.list.csv')}</Button>
      <Button onPress={printWhole}>{say('desk.list.print')}</Button>
    </div>
  );
}

/** To the next line's link, which Enter opens; from the last one nowhere. */
function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('main .row-title')];
  const current = links.findIndex((link) => link === document.activeElement || link.closest('.row')?.contains(document.activeElement) === true);
  const next = current === -1 ? (by === 1 ? 0 : links.length - 1) : current + by;
  links[next]?.focus();
}
