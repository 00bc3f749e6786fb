import { join } from 'node:path';
import { beforeDemonstration, enrolPeople, isUntold, loadDemonstration, openSites } from '../demonstration/load.ts';
import { badDay } from '../faults/plan.ts';
import { unkindAddresses } from '../faults/unkind-addresses.ts';
import { startConsole } from './console.ts';
import { hasClock, openDataFolder } from './data-folder.ts';
import { ensureAssembly } from './ensure-assembly.ts';
import { openFrontDoor } from './front-door.ts';
import type { LocalOptions } from './options.ts';
import { startCloud, type Cloud } from './start-cloud.ts';
import { bucketsOf, tablesOf } from '../template/storage.ts';
import { ENGINES, type EnginesNote } from '../trace/engines-note.ts';

/** The laptop, up and ready. */
export interface Laptop {
  readonly origin: string;
  readonly cloud: Cloud;
  /** Stops cleanly; the next start on the same folder goes on from here. */
  stop(): Promise<void>;
}

const repository = join(import.meta.dirname, '..', '..');

/**
 * Everything up on one port, or a sentence that says why not, and nothing left half-started. Port 0 lets the system
 * choose. An assembly that is given is taken as it is; otherwise `cdk.out` is, synthesised anew if the sources changed.
 * A start that is aborted closes what it has opened and throws.
 */
export async function startLaptop(options: LocalOptions, prepared?: string, signal?: AbortSignal): Promise<Laptop> {
  const door = await openFrontDoor(options.port);
  const undo: (() => unknown)[] = [() => door.close()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0)) await step();
  };
  try {
    const folder = openDataFolder(options.data, options.fresh);
    undo.push(() => folder.release());
    const assembly = prepared ?? join(repository, 'cdk.out');
    if (prepared === undefined) await ensureAssembly(repository, assembly, signal);
    const origin = `http://127.0.0.1:${door.port}`;
    const telling = !options.empty && isUntold(folder);
    const until = options.now ?? Date.now();
    // A telling that was cut off goes on where its clock stood.
    const now = telling ? (hasClock(folder) ? undefined : beforeDemonstration(until)) : options.now;
    signal?.throwIfAborted();
    const cloud = await startCloud({ assembly, folder, publicOrigin: origin, now }).catch((error: unknown) => {
      folder.discard();
      throw error;
    });
    undo.splice(1, 0, () => cloud.close());
    folder.write(ENGINES, noteOf(origin, cloud));
    door.open(unkindAddresses(cloud.faults, cloud.distribution.handle), startConsole(cloud, origin));
    await enrolPeople(cloud, folder);
    await openSites(cloud, folder);
    cloud.resume();
    if (telling) await loadDemonstration(cloud, folder, origin, until, signal);
    signal?.throwIfAborted();
    if (options.faults !== undefined) cloud.faults.set(badDay(options.faults));
    return { origin, cloud, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function noteOf(origin: string, { gatewayUrl, template }: Cloud): EnginesNote {
  return {
    origin,
    gatewayUrl,
    region: template.place.region,
    outputs: template.outputs(),
    tables: tablesOf(template).map(({ name }) => name),
    lockedBuckets: bucketsOf(template).flatMap(({ name, objectLock }) => (objectLock === undefined ? [] : [name])),
  };
}
