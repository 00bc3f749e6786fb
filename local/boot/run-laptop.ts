import { readOptions } from './options.ts';
import { startLaptop, type Laptop } from './start-laptop.ts';
import { welcome } from './welcome.ts';

const STOPPING = { SIGINT: 2, SIGTERM: 15 } as const;

/** `npm start`: boots, says where everything is, and stops cleanly on Ctrl-C, also on the way. */
export async function runLaptop(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const start = new AbortController();
  let laptop: Laptop | undefined;
  let stopping: number | undefined;
  for (const [signal, number] of Object.entries(STOPPING)) {
    process.on(signal, () => {
      // A second Ctrl-C does not wait.
      if (stopping !== undefined) process.exit(128 + number);
      stopping = number;
      if (laptop === undefined) start.abort();
      else exitAfter(laptop.stop());
    });
  }
  try {
    laptop = await startLaptop(options, undefined, start.signal);
  } catch (error) {
    // What was begun has been closed again; as the shell has it, the code names the signal.
    if (stopping !== undefined) process.exit(128 + stopping);
    throw error;
  }
  console.log(welcome(laptop));
}

function exitAfter(stopped: Promise<void>): void {
  stopped.then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
