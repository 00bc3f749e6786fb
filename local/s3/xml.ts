import { S3Error } from './errors.ts';

/** An object is nested elements, an array the same element again, undefined no element. */
export type XmlValue = string | number | boolean | undefined | { readonly [name: string]: XmlValue } | readonly XmlValue[];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function toXml(root: string, value: XmlValue, namespace = true): string {
  const inner = childrenOf(value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespace ? ` xmlns="${NAMESPACE}"` : ''}>${inner}</${root}>`;
}

function childrenOf(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escaped(String(value));
  return Object.entries(value as Record<string, XmlValue>)
    .map(([name, child]) => element(name, child))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return (value as readonly XmlValue[]).map((one) => element(name, one)).join('');
  return `<${name}>${childrenOf(value)}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  // Control characters are escaped by number too, or a parser would fold or drop them.
  return text.replace(/[&<>"'\u0000-\u001f]/g, (char) => ENTITIES[char] ?? `&#x${char.charCodeAt(0).toString(16)};`);
}

export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/** Reads the small documents clients send: elements and text, no doctype. Throws MalformedXML. */
export function parseXml(source: string): XmlElement {
  const top: XmlElement = { name: '', children: [], text: '' };
  const open = [top];
  const body = source.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '');
  for (const token of body.matchAll(/<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)|(<)/g)) readToken(open, token);
  const root = top.children[0];
  if (root === undefined || top.children.length !== 1 || open.length !== 1) throw new S3Error('MalformedXML');
  return root;
}

function readToken(open: XmlElement[], [, closing, name, , selfClosing, text]: RegExpMatchArray): void {
  const current = open[open.length - 1];
  if (current === undefined) throw new S3Error('MalformedXML');
  if (text !== undefined) {
    current.text += unescaped(text);
    return;
  }
  if (name === undefined) throw new S3Error('MalformedXML');
  if (closing === '/') {
    if (current.name !== name || open.length === 1) throw new S3Error('MalformedXML');
    open.pop();
    return;
  }
  const started: XmlElement = { name, children: [], text: '' };
  current.children.push(started);
  if (selfClosing !== '/') open.push(started);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[name ?? ''] ?? whole;
  });
}

export function textOf(parent: XmlElement, name: string): string | undefined {
  return parent.children.find((child) => child.name === name)?.text;
}

export function allOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}
