import { useMemo, useRef } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { parseHtml } from '../../editor/parse-html.ts';
import { useSay } from '../../text/text.ts';

export interface PassagesProps {
  readonly title: string;
  readonly body: string;
  readonly onQuote: (passage: string) => void;
  readonly onClose: () => void;
}

/** The text, paragraph by paragraph: one is quoted whole, or what is selected of it. The page itself cannot be reached into. */
export function Passages({ title, body, onQuote, onClose }: PassagesProps) {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const passages = useMemo(() => [title, ...paragraphsOf(body)], [title, body]);
  return (
    <Dialog title={say('desk.decide.quote')} onClose={onClose}>
      <p class="quiet">{say('desk.decide.quote.how')}</p>
      <ul class="rows passages" ref={list}>
        {passages.map((passage, place) => (
          <li class="row" key={place} data-place={place}>
            <p>{passage}</p>
            <Button onPress={() => onQuote(selectedIn(list.current?.querySelector(`[data-place="${place}"] p`)) ?? passage)}>
              {say('desk.decide.quote.this')}
              <span class="unseen">{say('desk.decide.quote.which', { place: place + 1 })}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const BLOCKS = 'h2, h3, h4, p, li, td, th, figcaption, blockquote';

function paragraphsOf(body: string): string[] {
  const blocks = [...parseHtml(body).body.querySelectorAll(BLOCKS)].filter((block) => block.querySelector(BLOCKS) === null);
  return blocks.map((block) => (block.textContent ?? '').trim()).filter((text) => text !== '');
}

/** What is selected, as far as it lies within one element. */
function selectedIn(element: Element | null | undefined): string | undefined {
  const selection = getSelection();
  const text = selection?.toString().trim() ?? '';
  const isWithin = element != null && selection !== null && element.contains(selection.anchorNode) && element.contains(selection.focusNode);
  return isWithin && text !== '' ? text : undefined;
}
