import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { start, TABLE } from './fixture.ts';

/** Writes until it is killed, and prints each serial once its write was acknowledged. */
const running = await start(process.argv[2]);
for (let serial = 1; ; serial += 1) {
  const Item = {
    pk: { S: 'A' },
    sk: { S: String(serial).padStart(6, '0') },
    outboxOpen: { S: 'open' },
    outboxSince: { S: String(serial).padStart(6, '0') },
  };
  await running.client.send(new PutItemCommand({ TableName: TABLE, Item }));
  process.stdout.write(`${serial}\n`);
}
