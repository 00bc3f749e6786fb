import { useEffect, useState } from 'preact/hooks';

/** Prints what is on screen, with all of a list that is shown in parts: it is drawn first, and the browser's own command cannot wait for that here. */
export function printWhole(): void {
  dispatchEvent(new Event('beforeprint'));
  setTimeout(() => print());
}

/** Whether the page is being printed, by the button or by the browser's own command. */
export function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => setPrinting(true);
    const end = (): void => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
