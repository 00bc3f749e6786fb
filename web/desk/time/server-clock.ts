import { useEffect, useState } from 'preact/hooks';

/** How far the server's clock is ahead of this computer's, in milliseconds. Deadlines are the server's. */
let ahead = 0;

/** Below this the second that a `Date` header is cut to is all there is between the clocks. */
const SAME_MS = 2000;

/** Sets the clock by an answer of the API. */
export function setClockBy(date: string | null): void {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  if (Math.abs(difference - ahead) > SAME_MS) ahead = difference;
}

/** Epoch milliseconds, as the server has it. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** The server's time, drawn anew every so often. */
export function useServerNow(everyMs = 20_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
