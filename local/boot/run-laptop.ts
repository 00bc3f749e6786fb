import { readOptions } from './options.ts';
import { startLaptop, type Laptop } from './start-laptop.ts';
import { welcome } from './welcome.ts';

/** `npm start`: boots, says where everything is, and stops cleanly on Ctrl-C. */
export async function runLaptop(args: readonly string[]): Promise<void> {
  const laptop = await startLaptop(readOptions(args));
  stopOnSignals(laptop);
  console.log(welcome(laptop));
}

function stopOnSignals(laptop: Laptop): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second Ctrl-C does not wait.
      if (stopping) process.exit(1);
      stopping = true;
      laptop.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
