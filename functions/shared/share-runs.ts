export type Share<Result> = (key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets calls for the same key share runs of their work: who comes while one is under way waits for the next, together
 * with everyone else who does. So each call is answered by a run that began after it, and no two runs for a key overlap.
 */
export function shareRuns<Result>(): Share<Result> {
  const running = new Map<string, Promise<Result>>();
  const next = new Map<string, Promise<Result>>();

  const begin: Share<Result> = (key, work) => {
    next.delete(key);
    const run = work().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };

  return (key, work) => {
    const present = running.get(key);
    if (present === undefined) return begin(key, work);
    const start = (): Promise<Result> => begin(key, work);
    const following = next.get(key) ?? present.then(start, start);
    next.set(key, following);
    return following;
  };
}
