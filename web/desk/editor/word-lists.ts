/** Where the style of a pasted element is read: as `style` it would be applied, which the desk's policy forbids. */
export const STYLE = 'data-style';

/** What Word and WPS put before the words of a list's paragraph: 1. 1) （一） 一、 a) • · ü § - and the like. */
const NUMBERED = /^[\s\u00a0]*(?:[（(]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[.)）、．])[\s\u00a0]*/;

/** `mso-list: l0 level2 lfo1` in a style says that a paragraph belongs to a list, and how deep. */
const LEVEL = /mso-list:\s*l\d+\s+level(\d)/i;

/** Word writes lists as paragraphs with their numbers in the text: they become lists, so that readers can hear them as such. */
export function listsOutOfParagraphs(body: HTMLElement): void {
  for (const first of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
    if (levelOf(first) === undefined || !first.isConnected || isListed(first.previousElementSibling)) continue;
    first.replaceWith(...listsOf(run(first)));
  }
}

function isListed(element: Element | null): boolean {
  return element !== null && levelOf(element) !== undefined;
}

function levelOf(element: Element): number | undefined {
  const level = LEVEL.exec(element.getAttribute(STYLE) ?? '')?.[1];
  return level === undefined ? undefined : Number(level);
}

/** The paragraphs of one list: those that follow each other. */
function run(first: Element): Element[] {
  const found: Element[] = [first];
  for (let next = first.nextElementSibling; isListed(next) && next !== null; next = next.nextElementSibling) found.push(next);
  for (const follower of found.slice(1)) follower.remove();
  return found;
}

interface Open {
  readonly list: HTMLElement;
  readonly level: number;
}

function listsOf(paragraphs: readonly Element[]): HTMLElement[] {
  const roots: HTMLElement[] = [];
  const open: Open[] = [];
  for (const paragraph of paragraphs) {
    const level = levelOf(paragraph) ?? 1;
    const marker = takeMarker(paragraph);
    while (depthOf(open) > level) open.pop();
    if (depthOf(open) < level) {
      const list = paragraph.ownerDocument.createElement(marker === 'number' ? 'ol' : 'ul');
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent === undefined || parent === null) roots.push(list);
      else parent.append(list);
      open.push({ list, level });
    }
    open.at(-1)?.list.append(itemOf(paragraph));
  }
  return roots;
}

function depthOf(open: readonly Open[]): number {
  return open.at(-1)?.level ?? 0;
}

function itemOf(paragraph: Element): HTMLElement {
  const item = paragraph.ownerDocument.createElement('li');
  item.append(...paragraph.childNodes);
  return item;
}

/** Takes the number or the bullet out of the text: `mso-list: Ignore` marks it, older versions leave it at the beginning. */
function takeMarker(paragraph: Element): 'number' | 'bullet' {
  const marked = [...paragraph.querySelectorAll(`[${STYLE}]`)].find((part) => /mso-list:\s*ignore/i.test(part.getAttribute(STYLE) ?? ''));
  if (marked !== undefined) {
    const kind = NUMBERED.test(`${marked.textContent.trim()} `) ? 'number' : 'bullet';
    marked.remove();
    return kind;
  }
  const text = firstText(paragraph);
  const number = NUMBERED.exec(text?.data ?? '')?.[0];
  if (text !== undefined) text.data = text.data.replace(number ?? /^[\s\u00a0]*[•·●○■□◆▪§ü\-–][\s\u00a0]+/, '');
  return number === undefined ? 'bullet' : 'number';
}

function firstText(element: Element): Text | undefined {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if ((node as Text).data.trim() !== '') return node as Text;
  return undefined;
}
