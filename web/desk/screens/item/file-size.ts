const KB = 1024;
const MB = KB * KB;

/** `340 KB`, `1.2 MB` */
export function sizeInWords(bytes: number): string {
  return bytes < MB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / MB).toFixed(1)} MB`;
}
