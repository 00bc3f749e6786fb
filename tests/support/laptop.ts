import { rmSync } from 'node:fs';
import { startLaptop, type Laptop } from '../../local/boot/start-laptop.ts';
import { apiClient, type ApiClient } from '../../local/demonstration/api-client.ts';
import { folderWithPeople } from './folder-with-people.ts';

/** A laptop of a test's own: a free port, a folder of its own, the demonstration's people and no items. */
export interface TestLaptop extends Laptop {
  readonly data: string;
  /** A person at the API, by the name before the `@` (`submitter.personnel`). */
  as(name: string, site?: string): Promise<ApiClient>;
  /** Stops and clears the folder. */
  end(): Promise<void>;
}

export async function startTestLaptop(options: { readonly now?: string; readonly data?: string; readonly assembly?: string; readonly port?: number } = {}): Promise<TestLaptop> {
  const now = options.now === undefined ? undefined : Date.parse(options.now);
  const data = options.data ?? (await folderWithPeople(now));
  const laptop = await startLaptop({ port: options.port ?? 0, data, fresh: false, empty: true, now }, options.assembly);
  return {
    ...laptop,
    data,
    as: async (name, site = 'zhejiang') => apiClient(laptop.origin, await laptop.cloud.identity.signIn(`${name}@${site}.example`)),
    end: async () => {
      await laptop.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
