import { fileTypeOf, fileTypes, goesBy } from '../../../../domain/release/file-types.ts';

/** Every ending that may be attached, as a file field takes them. */
export const accepted = fileTypes.map(({ ending }) => `.${ending}`).join(',');

/** What the file is, by its ending where the browser does not say or says something of its own. */
export function typeOf({ name, type }: File): string {
  const known = fileTypeOf(name);
  return known === undefined || goesBy(known, type) ? type : known.mediaType;
}

/** The name, or the next that is free: pictures off a screen are all called the same. */
export function freeName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((one) => one.toLowerCase()));
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${stem}-${number}${ending}`;
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}

/** `320 KB`, `1.5 MB` */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
