import { OWNER_ACCESS_KEY_ID } from '../../local/gateway/create-gateway.ts';
import type { TestLaptop } from '../support/laptop.ts';

/** What the real SDK clients need to reach the laptop's engines as the account's owner. */
export function clientSettings(laptop: TestLaptop) {
  const { gatewayUrl, template } = laptop.cloud;
  return { endpoint: gatewayUrl, region: template.place.region, maxAttempts: 1, credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } };
}
