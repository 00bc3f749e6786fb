import { Parser } from 'htmlparser2';

/** What begins a line of its own; everything else runs within one. */
const blocks = new Set([
  ...['h2', 'h3', 'h4', 'p', 'div', 'hr', 'blockquote', 'figure', 'figcaption', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
]);

const voids = new Set(['br', 'hr', 'img', 'col', 'source', 'track']);

/** Every link has it, put there by `sanitise`: it tells nobody anything. */
const ATTRIBUTE_OF_EVERY_LINK = 'rel';

/**
 * A sanitised body as lines that people can compare: paragraphs bare, each list item and table cell by itself, and every
 * other tag as it is written, so that a changed address of a link or another picture is a changed text.
 */
export function linesOf(html: string): string[] {
  const written = new Lines();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => written.open(name, attributes),
      ontext: (text) => written.text(text),
      onclosetag: (name) => written.close(name),
    },
    { decodeEntities: false },
  );
  parser.end(html);
  return written.end();
}

class Lines {
  private readonly lines: string[] = [];
  private line = '';
  /** The block that the current line began with, while nothing else has begun since. */
  private leaf: string | undefined;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const tag = tagOf(name, attributes);
    if (!blocks.has(name)) {
      this.line += tag;
      if (name === 'br') this.finish();
      return;
    }
    this.finish();
    this.leaf = name;
    if (tag !== '<p>') this.line = tag;
  }

  text(text: string): void {
    this.line += text.replaceAll(/\s+/g, ' ');
  }

  /** A block that ends on the line that it began needs no end tag. */
  close(name: string): void {
    if (voids.has(name)) return;
    if (!blocks.has(name)) {
      this.line += `</${name}>`;
      return;
    }
    const endsItsLine = this.leaf === name;
    this.finish();
    if (!endsItsLine && name !== 'p') this.lines.push(`</${name}>`);
  }

  end(): string[] {
    this.finish();
    return this.lines;
  }

  private finish(): void {
    const line = this.line.trim().replaceAll('&amp;', '&');
    if (line !== '') this.lines.push(line);
    this.line = '';
    this.leaf = undefined;
  }
}

function tagOf(name: string, attributes: Readonly<Record<string, string>>): string {
  const shown = Object.entries(attributes).filter(([attribute]) => attribute !== ATTRIBUTE_OF_EVERY_LINK);
  return `<${[name, ...shown.map(([attribute, value]) => `${attribute}="${value}"`)].join(' ')}>`;
}
