import type { Machines } from '../../functions/shared/relay/machines.ts';

export interface FakeMachines extends Machines {
  /** Every execution that was started, by name, with its input; it runs until it is ended. */
  readonly started: Map<string, { readonly input: unknown; running: boolean }>;
  /** Every signal that somebody waited for. */
  readonly heard: { readonly token: string; readonly output: unknown }[];
  waitWith(token: string): void;
  end(name: string): void;
}

/** The Step Functions of a test: a used name is refused for ever, a token is heard once. */
export function fakeMachines(): FakeMachines {
  const started: FakeMachines['started'] = new Map();
  const heard: FakeMachines['heard'] = [];
  const waiting = new Set<string>();
  return {
    started,
    heard,
    waitWith: (token) => void waiting.add(token),
    end(name) {
      const execution = started.get(name);
      if (execution !== undefined) execution.running = false;
    },
    start(_, name, input) {
      const before = started.get(name);
      if (before === undefined) started.set(name, { input, running: true });
      return Promise.resolve(before === undefined || before.running ? 'started' : 'closed');
    },
    signal(token, output) {
      if (!waiting.delete(token)) return Promise.resolve(false);
      heard.push({ token, output });
      return Promise.resolve(true);
    },
    isRunning: (_, name) => Promise.resolve(started.get(name)?.running === true),
  };
}
