import type { RunningDistribution } from '../cloudfront/create-distribution.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketsOf } from '../template/storage.ts';
import { userPoolsOf } from '../template/web.ts';

/** Puts the laptop's addresses in the place of AWS's. */
export type Localise = (text: string) => string;

export interface LocalAddresses {
  /** Origin of the hosted login. */
  readonly identity: string;
  /** Origin at which browsers reach buckets. */
  readonly gateway: string;
}

/**
 * What name service does elsewhere: pages tell browsers the names of the hosted login and of buckets as AWS has them, and
 * on the laptop these are ports. The `https://` in front keeps a name that ends in another apart.
 */
export function localNames(template: ResolvedTemplate, { identity, gateway }: LocalAddresses): Localise {
  const domains = userPoolsOf(template).flatMap((pool) => pool.domains);
  const names: readonly (readonly [string, string])[] = [
    ...domains.map(({ id }) => [`https://${id}.auth.${template.place.region}.amazoncognito.com`, identity] as const),
    ...bucketsOf(template).map(({ logicalId }) => [`https://${template.attribute(logicalId, 'RegionalDomainName')}`, gateway] as const),
  ];
  return (text) => names.reduce((localised, [name, address]) => localised.replaceAll(name, address), text);
}

/** The distribution, whose pages may talk to the laptop's ports where their policy names AWS's addresses. */
export function withLocalNames(distribution: RunningDistribution, localise: Localise): RunningDistribution {
  return {
    ...distribution,
    handle: async (request) => {
      const answer = await distribution.handle(request);
      const policy = answer.headers['content-security-policy'];
      if (typeof policy !== 'string') return answer;
      return { ...answer, headers: { ...answer.headers, 'content-security-policy': localise(policy) } };
    },
  };
}
