import { useEffect, useState } from 'preact/hooks';
import type { Release } from '../../api/types.ts';
import { openWriting, type Writing } from './writing.ts';

/** A form that is open as long as the component is there; leaving it, or the page, saves what is on it. */
export function useWriting(person: string, release: Release | undefined): Writing {
  const [writing] = useState(() => openWriting(person, release));
  useEffect(() => {
    const leave = (): void => void writing.leave();
    const whenHidden = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    const saveByKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void writing.save();
    };
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', whenHidden);
    addEventListener('keydown', saveByKey);
    return () => {
      removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', whenHidden);
      removeEventListener('keydown', saveByKey);
      void writing.close();
    };
  }, [writing]);
  return writing;
}
