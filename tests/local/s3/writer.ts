import { createS3 } from '../../../local/s3/s3.ts';

/** Writes objects until it is killed, and prints each key once its object was stored. */
const s3 = createS3({ directory: process.argv[2] ?? '', clock: { now: () => 0 }, region: 'eu-central-1' });
s3.createBucket({ name: 'plain', versioned: false });
for (let serial = 1; ; serial += 1) {
  const key = `object ${serial}`;
  s3.putObject('plain', key, Buffer.from(key.repeat(1000)));
  await new Promise((resolve) => process.stdout.write(`${key}\n`, resolve));
}
