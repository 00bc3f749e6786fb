/** Wraps what an actor works with, so that each call to it waits for the actor's turn. */
export type Gate = <T extends object>(target: T) => T;
export type Actor = (gate: Gate) => Promise<void>;

interface Running {
  readonly waiting: (() => void)[];
  underWay: number;
  done: boolean;
  failure?: Error;
}

/**
 * Runs actors one call at a time: before each call `choose` names the actor whose turn it is (those that have finished
 * are passed over). The same choices give the same run. `afterTurn` sees the world between any two calls.
 */
export async function interleave(actors: readonly Actor[], choose: (turn: number) => number, afterTurn: () => void = () => undefined): Promise<number> {
  const all = actors.map((actor) => start(actor));
  let turn = 0;
  for (;;) {
    for (const each of all) await untilSettled(each);
    const alive = all.filter((each) => each.waiting.length > 0);
    if (alive.length === 0) break;
    const chosen = all[choose(turn) % all.length];
    const next = chosen !== undefined && chosen.waiting.length > 0 ? chosen : alive[0];
    next?.waiting.shift()?.();
    if (next !== undefined) await untilSettled(next);
    afterTurn();
    turn += 1;
  }
  for (const { failure } of all) if (failure !== undefined) throw failure;
  return turn;
}

function start(actor: Actor): Running {
  const running: Running = { waiting: [], underWay: 0, done: false };
  actor(gateOf(running)).then(
    () => (running.done = true),
    (failure: Error) => Object.assign(running, { done: true, failure }),
  );
  return running;
}

function gateOf(running: Running): Gate {
  return (target) =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]): Promise<unknown> => {
          await new Promise<void>((go) => running.waiting.push(go));
          running.underWay += 1;
          try {
            return await (value as (...some: unknown[]) => Promise<unknown>).apply(object, given);
          } finally {
            running.underWay -= 1;
          }
        };
      },
    });
}

/** An actor has settled when it waits for its turn, or has finished; nothing of it is on the wire. */
async function untilSettled(running: Running): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (running.underWay > 0 || (!running.done && running.waiting.length === 0));
}
