import { refuseUnless, UnsupportedInTemplate, type Declared } from '../wire/known-properties.ts';

/** Whom each topic would mail, by its ARN. */
export type Topics = ReadonlyMap<string, readonly string[]>;

/** Reads AWS::SNS::Topic and AWS::SNS::Subscription. @throws UnsupportedInTemplate for a subscription that is no e-mail, or a key that no alarm may use */
export function readTopics(topics: readonly Declared[], subscriptions: readonly Declared[]): Topics {
  const told = new Map<string, string[]>(topics.map(({ id }) => [id, []]));
  for (const { logicalId, properties } of topics) {
    const key = properties['KmsMasterKeyId'];
    if (typeof key === 'string' && key.includes('alias/aws/')) throw new UnsupportedInTemplate(logicalId, `KmsMasterKeyId ${key} is the key of AWS, under which no alarm can publish.`);
  }
  for (const { logicalId, properties } of subscriptions) {
    const { Protocol, TopicArn, Endpoint } = properties;
    refuseUnless(logicalId, 'Protocol', Protocol, ['email']);
    refuseUnless(logicalId, 'TopicArn', TopicArn, [...told.keys()]);
    told.get(String(TopicArn))?.push(String(Endpoint));
  }
  return told;
}
