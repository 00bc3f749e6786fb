import type { S3Client } from '@aws-sdk/client-s3';

export interface Presigning {
  readonly method?: string;
  readonly bucket: string;
  readonly key: string;
  readonly query?: Record<string, string>;
  readonly expiresIn?: number;
  readonly signingDate?: Date;
}

interface Presigner {
  presign(request: object, options: object): Promise<{ readonly path: string; readonly query: Record<string, string> }>;
}

/** A presigned URL, by the client's own signer. */
export async function presigned(client: S3Client, url: string, what: Presigning): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const signer = (await (client.config.signer as (scheme: object) => Promise<unknown>)({
    name: 'sigv4',
    signingName: 's3',
    signingRegion: 'eu-central-1',
    properties: {},
  })) as Presigner;
  const path = `/${[what.bucket, ...what.key.split('/')].map(encodeURIComponent).join('/')}`;
  const request = { method: what.method ?? 'GET', protocol: 'http:', hostname, port: Number(port), path, query: what.query ?? {} };
  const signed = await signer.presign({ ...request, headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }, {
    expiresIn: what.expiresIn ?? 600,
    unsignableHeaders: new Set(['content-type']),
    ...(what.signingDate === undefined ? {} : { signingDate: what.signingDate }),
  });
  const query = Object.entries(signed.query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${url}${signed.path}?${query.join('&')}`;
}
