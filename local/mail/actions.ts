import type { Place } from '../template/resolver.ts';
import { isRecord } from '../template/template.ts';
import type { WireRequest } from '../wire/wire.ts';
import { domainOf, SEND_EMAIL } from './ses.ts';

/** What sending asks of IAM: the sender's domain, and the configuration set that is named. Undefined for any other call. */
export function sesActionsOf(request: WireRequest, { partition, region, accountId }: Place): readonly { readonly action: string; readonly resource: string }[] | undefined {
  if (request.method !== 'POST' || request.path !== SEND_EMAIL) return undefined;
  const input: unknown = JSON.parse(request.body.toString('utf8'));
  const { FromEmailAddress: from, ConfigurationSetName: set } = isRecord(input) ? input : {};
  const names = [...(typeof from === 'string' ? [`identity/${domainOf(from)}`] : []), ...(typeof set === 'string' ? [`configuration-set/${set}`] : [])];
  return names.map((name) => ({ action: 'ses:SendEmail', resource: `arn:${partition}:ses:${region}:${accountId}:${name}` }));
}
