import { Node } from '@tiptap/core';
import { ownFileIn } from './own-files.ts';

/** Gives an address under which the browser can show a file of the item; undefined where it cannot be had. */
export type ShowFile = (name: string) => Promise<string | undefined>;

interface FileOptions {
  readonly show: ShowFile;
}

/** 图片 with the text that says what it shows (GB/T 37668): it lies among the item's attachments. */
export const Picture = Node.create<FileOptions>({
  name: 'picture',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ show: () => Promise.resolve(undefined) }),
  addAttributes: () => ({ src: { default: '' }, alt: { default: '' }, title: { default: null } }),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
  addNodeView() {
    const { show } = this.options;
    return ({ node }) => {
      const dom = document.createElement('img');
      dom.alt = String(node.attrs['alt']);
      dom.className = 'editor-picture';
      void showIn(dom, String(node.attrs['src']), show);
      return { dom };
    };
  },
});

/** 视频 with its captions, both among the item's attachments, and a title that says what it shows. */
export const Film = Node.create<FileOptions>({
  name: 'film',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ show: () => Promise.resolve(undefined) }),
  addAttributes: () => ({
    src: { default: '' },
    title: { default: null },
    captions: { default: null, parseHTML: (element) => element.querySelector('track')?.getAttribute('src') ?? null, renderHTML: () => ({}) },
    label: { default: null, parseHTML: (element) => element.querySelector('track')?.getAttribute('label') ?? null, renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'video[src]' }],
  renderHTML: ({ HTMLAttributes, node }) => {
    const { captions, label } = node.attrs as { readonly captions: string | null; readonly label: string | null };
    const film = ['video', { ...HTMLAttributes, controls: '' }] as const;
    return captions === null ? [...film] : [...film, ['track', { kind: 'captions', srclang: 'zh', src: captions, ...(label === null ? {} : { label }) }]];
  },
  addNodeView() {
    const { show } = this.options;
    return ({ node }) => {
      const dom = document.createElement('video');
      dom.controls = true;
      dom.title = String(node.attrs['title'] ?? '');
      dom.className = 'editor-picture';
      void showIn(dom, String(node.attrs['src']), show);
      return { dom };
    };
  },
});

/** Only own files are fetched: the address of somebody else's server is not told that a text is being written. */
async function showIn(element: HTMLImageElement | HTMLVideoElement, src: string, show: ShowFile): Promise<void> {
  const name = ownFileIn(src);
  const address = name === undefined ? undefined : await show(name);
  if (address !== undefined) element.src = address;
}
