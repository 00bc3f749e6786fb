/** Thrown where a process is to die. */
export class CutOff extends Error {}

/** Counts the calls to everything that it wraps, and dies before the `fatal`-th of them (and at every one after it). */
export function mortal(fatal: number) {
  let calls = 0;
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          calls += 1;
          if (calls >= fatal) return Promise.reject(new CutOff(`Cut off before call ${calls}, ${String(name)}.`));
          return (value as (...all: unknown[]) => unknown).apply(object, given);
        };
      },
    });
  return { wrap, calls: () => calls };
}
