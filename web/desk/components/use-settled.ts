import { useEffect, useState } from 'preact/hooks';

const AFTER_TYPING_MS = 300;

/** What is typed, once somebody has stopped for a moment: each letter need not be asked for. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), AFTER_TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
