import { S3Client } from '@aws-sdk/client-s3';
import { demonstrationPeople } from '../../local/demonstration/people.ts';
import type { ApiClient } from '../../local/demonstration/api-client.ts';
import { clientSettings } from '../e2e/clients.ts';
import { startTestLaptop } from '../support/laptop.ts';
import { ordinaryHands, type Ground, type Hands } from './situations.ts';
import type { User } from './expected.ts';

/** A laptop with everybody signed in once. */
export async function startGround(): Promise<Ground & { end(): Promise<void> }> {
  const laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  const s3 = new S3Client({ ...clientSettings(laptop), forcePathStyle: true });
  const clients = new Map<string, Promise<ApiClient>>();
  return {
    laptop,
    s3,
    as(name) {
      const [user = '', site = 'zhejiang'] = name.split('@');
      const known = clients.get(`${user}@${site}`) ?? laptop.as(user, site);
      clients.set(`${user}@${site}`, known);
      return known;
    },
    async end() {
      s3.destroy();
      await laptop.end();
    },
  };
}

export const everybody: readonly User[] = demonstrationPeople().map(({ username, site }) => ({ name: username.split('@')[0] ?? '', site }));

/** Lines on which one person of several roles has done one of the duties: the others must be refused to them. */
export const combinedHands: Readonly<Record<string, Hands>> = Object.fromEntries(
  (['submit', 'first-review', 'confidentiality-review', 'second-review'] as const).map((duty) => [duty, { ...ordinaryHands, [duty]: 'all.personnel' }]),
);
