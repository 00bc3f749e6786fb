/** A kind of file that may belong to an item, known by the ending of its name. */
export interface FileType {
  readonly ending: string;
  /** What it is served as, whatever a browser called it on its way in. */
  readonly mediaType: string;
  /** What browsers and offices call it beside that. */
  readonly otherNames: readonly string[];
  /** As people call it. */
  readonly label: string;
  /** Pages and images open in the browser, everything else is saved. */
  readonly opensInBrowser: boolean;
  /** Bytes that one of its beginnings has, each at its place; none: the file is plain text. */
  readonly beginnings: readonly Beginning[];
}

interface Beginning {
  readonly at: number;
  readonly bytes: readonly number[];
}

const begins = (text: string, at = 0): Beginning => ({ at, bytes: [...text].map((character) => character.charCodeAt(0)) });

/** Word, Excel and PowerPoint before 2007, and WPS. */
const oldOffice: Beginning = begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
const zipped: Beginning = begins('PK\x03\x04');
/** Audio frames without a tag before them: eleven set bits, layer III. */
const audioFrames: readonly Beginning[] = ['\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2'].map((frame) => begins(frame));
const openXml = 'application/vnd.openxmlformats-officedocument';

const type = (ending: string, mediaType: string, label: string, beginnings: readonly Beginning[], more: Partial<FileType> = {}): FileType => ({
  ending,
  mediaType,
  otherNames: [],
  label,
  opensInBrowser: false,
  beginnings,
  ...more,
});

/**
 * Everything that may be attached, at any organisation. Nothing in it can run in a reader's browser on the site's own
 * address: HTML, SVG and scripts are missing on purpose.
 */
export const fileTypes: readonly FileType[] = [
  type('pdf', 'application/pdf', 'PDF', [begins('%PDF-')], { opensInBrowser: true }),
  type('doc', 'application/msword', 'Word', [oldOffice]),
  type('docx', `${openXml}.wordprocessingml.document`, 'Word', [zipped]),
  type('xls', 'application/vnd.ms-excel', 'Excel', [oldOffice]),
  type('xlsx', `${openXml}.spreadsheetml.sheet`, 'Excel', [zipped]),
  type('ppt', 'application/vnd.ms-powerpoint', 'PowerPoint', [oldOffice]),
  type('pptx', `${openXml}.presentationml.presentation`, 'PowerPoint', [zipped]),
  type('wps', 'application/vnd.ms-works', 'WPS', [oldOffice], { otherNames: ['application/wps-office.wps', 'application/kswps'] }),
  type('et', 'application/vnd.wps-et', 'WPS', [oldOffice], { otherNames: ['application/wps-office.et', 'application/kset'] }),
  type('ofd', 'application/ofd', 'OFD', [zipped], { otherNames: ['application/x-ofd'] }),
  type('zip', 'application/zip', 'ZIP', [zipped], { otherNames: ['application/x-zip-compressed'] }),
  type('csv', 'text/csv', 'CSV', [], { otherNames: ['application/vnd.ms-excel', 'application/csv'] }),
  type('txt', 'text/plain', 'TXT', []),
  type('jpg', 'image/jpeg', 'JPG', [begins('\xff\xd8\xff')], { opensInBrowser: true }),
  type('jpeg', 'image/jpeg', 'JPG', [begins('\xff\xd8\xff')], { opensInBrowser: true }),
  type('png', 'image/png', 'PNG', [begins('\x89PNG\r\n\x1a\n')], { opensInBrowser: true }),
  type('gif', 'image/gif', 'GIF', [begins('GIF87a'), begins('GIF89a')], { opensInBrowser: true }),
  type('mp3', 'audio/mpeg', 'MP3', [begins('ID3'), ...audioFrames], { otherNames: ['audio/mp3'] }),
  type('vtt', 'text/vtt', 'VTT', [begins('WEBVTT'), begins('\xef\xbb\xbfWEBVTT')]),
  type('mp4', 'video/mp4', 'MP4', [begins('ftyp', 4)]),
];

/** By the ending of a file's name, in either case. */
export function fileTypeOf(name: string): FileType | undefined {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return name.includes('.') ? fileTypes.find((candidate) => candidate.ending === ending) : undefined;
}

/** Whether a media type, with or without parameters, is one of those that such a file goes by. */
export function goesBy({ mediaType, otherNames }: FileType, given: string): boolean {
  const [bare = ''] = given.split(';', 1);
  return [mediaType, ...otherNames].includes(bare.trim().toLowerCase());
}

/** How many bytes `beginsAs` needs to see. */
export const LONGEST_BEGINNING = 16;

/** Whether a file's first bytes are those of its type. Plain text has none of its own; `isText` tells it, chunk by chunk. */
export function beginsAs({ beginnings }: FileType, bytes: Uint8Array): boolean {
  return beginnings.length === 0 || beginnings.some(({ at, bytes: wanted }) => wanted.every((byte, place) => bytes[at + place] === byte));
}

/** Control characters that no text has, in whatever Chinese encoding: everything below the space but tab, line and page ends. */
const NOT_TEXT = new Set(Array.from({ length: 32 }, (_, code) => code).filter((code) => ![9, 10, 12, 13].includes(code)));

export function isText(bytes: Uint8Array): boolean {
  return !bytes.some((byte) => NOT_TEXT.has(byte));
}
