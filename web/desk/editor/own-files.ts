/** How a text names a file of its own item: it has no address before it is online (web/portal/body-files.ts). */
const OWN_FILES = 'attachments/';

export function addressOfOwnFile(name: string): string {
  return OWN_FILES + encodeURIComponent(name);
}

/** The name of the item's own file that an address names; undefined for any other address. */
export function ownFileIn(address: string): string | undefined {
  if (!address.startsWith(OWN_FILES)) return undefined;
  try {
    return decodeURIComponent(address.slice(OWN_FILES.length));
  } catch {
    return undefined;
  }
}
