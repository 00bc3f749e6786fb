import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createS3, type S3, type S3Options } from '../../../local/s3/s3.ts';
import { serve } from '../../../local/wire/serve.ts';

export const SECRET = 'a local secret';
export const START = Date.parse('2026-03-02T01:00:00.000Z');

export const ORIGIN = 'http://127.0.0.1:8080';

export interface Running {
  readonly s3: S3;
  readonly client: S3Client;
  readonly url: string;
  /** The virtual clock. */
  readonly clock: { time: number };
  close(): Promise<void>;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'fabu-s3-'));
}

/** The engine behind the real client, over HTTP on loopback, with one bucket of each kind. */
export async function start(options: Partial<S3Options> = {}): Promise<Running> {
  const directory = options.directory ?? temporaryFolder();
  const clock = { time: START };
  const s3 = createS3({
    clock: { now: () => clock.time },
    region: 'eu-central-1',
    secretFor: (id) => (id === 'local' ? SECRET : undefined),
    ...options,
    directory,
  });
  s3.createBucket({ name: 'plain', versioned: false });
  s3.createBucket({ name: 'versioned', versioned: true });
  s3.createBucket({ name: 'seals', versioned: true, objectLock: {} });
  s3.createBucket({
    name: 'uploads',
    versioned: true,
    cors: [{ allowedOrigins: [ORIGIN], allowedMethods: ['PUT', 'POST'], allowedHeaders: ['*'], exposedHeaders: ['ETag', 'x-amz-version-id'], maxAgeSeconds: 600 }],
  });
  const server = await serve(s3.service);
  const url = `http://127.0.0.1:${server.port}`;
  const client = clientOf(url);
  return {
    s3,
    client,
    url,
    clock,
    close: async () => {
      client.destroy();
      await server.close();
      s3.close();
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function clientOf(endpoint: string, secretAccessKey = SECRET, accessKeyId = 'local'): S3Client {
  return new S3Client({
    endpoint,
    region: 'eu-central-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_SUPPORTED',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}
