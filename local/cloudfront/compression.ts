import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Behaviour } from './behaviours.ts';
import type { Delivery } from './edge.ts';

type Encoding = 'br' | 'gzip';

/** Content types that CloudFront compresses, as far as a site like this one has them. */
const COMPRESSED_TYPES =
  /^(text\/(css|csv|html|javascript|markdown|plain|richtext|xml)|application\/(atom\+xml|javascript|json|ld\+json|manifest\+json|pdf|rss\+xml|xhtml\+xml|xml)|font\/(otf|ttf)|image\/svg\+xml)\s*(;|$)/i;
const SMALLEST = 1000;
const LARGEST = 10_000_000;

const compressors: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify<Buffer, Buffer>(gzip),
};

/** Compresses an answer as the behaviour and the viewer allow; the ETag becomes a weak one, as the bytes differ. */
export async function compressed(behaviour: Behaviour, accepted: string | undefined, delivery: Delivery): Promise<Delivery> {
  const { answer } = delivery;
  if (!isCompressible(behaviour, delivery)) return delivery;
  const vary = { vary: [answer.headers['vary'], 'Accept-Encoding'].filter((one) => one !== undefined).join(', ') };
  const encoding = chooseEncoding(behaviour, accepted ?? '');
  if (!encoding) return { ...delivery, answer: { ...answer, headers: { ...answer.headers, ...vary } } };
  const body = delivery.compressed?.get(encoding) ?? (await compressors[encoding](answer.body));
  delivery.compressed?.set(encoding, body);
  const { etag } = answer.headers;
  const weak = typeof etag === 'string' ? { etag: etag.startsWith('W/') ? etag : `W/${etag}` } : {};
  return { ...delivery, answer: { ...answer, body, headers: { ...answer.headers, ...vary, ...weak, 'content-encoding': encoding } } };
}

function isCompressible(behaviour: Behaviour, { answer }: Delivery): boolean {
  const { gzip: takesGzip, brotli } = behaviour.cache;
  if (!behaviour.compress || !(takesGzip || brotli) || ![200, 403, 404].includes(answer.status)) return false;
  if (answer.headers['content-encoding'] !== undefined || !COMPRESSED_TYPES.test(String(answer.headers['content-type']))) return false;
  return answer.body.length >= SMALLEST && answer.body.length <= LARGEST;
}

function chooseEncoding(behaviour: Behaviour, accepted: string): Encoding | undefined {
  const offered = new Set(accepted.split(',').map((one) => one.trim().toLowerCase()).filter((one) => !/;\s*q=0(\.0*)?$/.test(one)).map((one) => one.split(';')[0]));
  if (behaviour.cache.brotli && offered.has('br')) return 'br';
  return behaviour.cache.gzip && offered.has('gzip') ? 'gzip' : undefined;
}
