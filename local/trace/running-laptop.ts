import { holdsData, isRunningOn, readNote } from '../boot/data-folder.ts';
import { StartupFault } from '../boot/options.ts';
import { OWNER_ACCESS_KEY_ID } from '../gateway/create-gateway.ts';
import { ENGINES, type EnginesNote } from './engines-note.ts';
import type { ClientSettings } from './folder-engines.ts';

/** A laptop that runs, as its owner reaches it. */
export interface RunningLaptop {
  readonly client: ClientSettings;
  /** What its stack answers under that name. Throws StartupFault where it has no such output. */
  output(name: string): string;
  /** The virtual clock, ISO 8601 with offset. */
  now(): Promise<string>;
}

/** Throws StartupFault where no laptop runs on the folder: functions are what an operation is carried out by. */
export function reachLaptop(directory: string): RunningLaptop {
  if (!holdsData(directory)) throw new StartupFault(`${directory} holds no data of Fabu. Name the folder with --data.`);
  const note = readNote(directory, ENGINES) as EnginesNote | undefined;
  if (note === undefined || !isRunningOn(directory)) throw new StartupFault(`No laptop runs on ${directory}. Start it: its functions carry this out.`);
  return {
    client: { endpoint: note.gatewayUrl, region: note.region, credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } },
    output: (name) => {
      const value = note.outputs?.[name];
      if (value === undefined) throw new StartupFault(`The laptop on ${directory} has no ${name}. Start it anew with this version.`);
      return value;
    },
    now: async () => {
      const answer = await fetch(`${note.origin}/_local/clock`);
      return ((await answer.json()) as { readonly now: string }).now;
    },
  };
}
