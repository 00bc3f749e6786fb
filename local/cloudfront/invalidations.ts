import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import type { EdgeCache } from './cache.ts';

export interface InvalidationOptions {
  readonly distributionId: string;
  readonly cache: EdgeCache;
  readonly clock: Clock;
  readonly file: string;
}

interface Invalidation {
  readonly id: string;
  readonly createdAt: string;
  readonly callerReference: string;
  readonly paths: readonly string[];
}

class CloudFrontFault extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ROUTE = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation(?:\/([^/]+))?$/;

/**
 * CreateInvalidation and GetInvalidation over REST XML. The one edge has dropped everything before the answer, so an
 * invalidation is Completed from the start (on AWS it takes seconds to minutes).
 */
export function createInvalidations(options: InvalidationOptions): WireService {
  const known = new Map(readFile(options.file).map((one) => [one.id, one]));
  return (request) => {
    try {
      return Promise.resolve(answer(options, known, request));
    } catch (error) {
      if (error instanceof CloudFrontFault) return Promise.resolve(faultResponse(error));
      throw error;
    }
  };
}

function answer(options: InvalidationOptions, known: Map<string, Invalidation>, request: WireRequest): WireResponse {
  const [, distributionId, invalidationId] = ROUTE.exec(request.path) ?? [];
  const creates = request.method === 'POST' && invalidationId === undefined;
  if (distributionId === undefined || !(creates || (request.method === 'GET' && invalidationId !== undefined))) {
    throw new CloudFrontFault(501, 'NotImplemented', `${request.method} ${request.path} is not served on the laptop.`);
  }
  if (distributionId !== options.distributionId) {
    throw new CloudFrontFault(404, 'NoSuchDistribution', 'The specified distribution does not exist.');
  }
  if (creates) return created(options.distributionId, create(options, known, request.body.toString('utf8')));
  const found = known.get(invalidationId ?? '');
  if (!found) throw new CloudFrontFault(404, 'NoSuchInvalidation', 'The specified invalidation does not exist.');
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: toXml(found) };
}

/** A caller reference is used once: the same batch again is the same invalidation, another batch is refused. */
function create({ cache, clock, file }: InvalidationOptions, known: Map<string, Invalidation>, xml: string): Invalidation {
  const { callerReference, paths } = readBatch(xml);
  const before = [...known.values()].find((one) => one.callerReference === callerReference);
  if (before && JSON.stringify(before.paths) !== JSON.stringify(paths)) {
    throw new CloudFrontFault(400, 'InvalidationBatchAlreadyExists', 'The caller reference that you are using belongs to another batch.');
  }
  const id = `I${randomBytes(8).toString('hex').toUpperCase()}`;
  const invalidation = before ?? { id, createdAt: new Date(clock.now()).toISOString(), callerReference, paths };
  if (!before) {
    cache.invalidate(paths);
    known.set(id, invalidation);
    // The newline before keeps a line that a crash cut off from swallowing this one.
    appendFileSync(file, `\n${JSON.stringify(invalidation)}\n`);
  }
  return invalidation;
}

function readBatch(xml: string): { callerReference: string; paths: string[] } {
  const callerReference = unescapeXml(/<CallerReference>(.*?)<\/CallerReference>/s.exec(xml)?.[1] ?? '');
  const paths = [...xml.matchAll(/<Path>(.*?)<\/Path>/gs)].map(([, path = '']) => unescapeXml(path));
  const quantity = Number(/<Quantity>(\d+)<\/Quantity>/.exec(xml)?.[1]);
  if (callerReference === '' || paths.length === 0) throw new CloudFrontFault(400, 'MalformedXML', 'A batch has a caller reference and paths.');
  if (quantity !== paths.length) throw new CloudFrontFault(400, 'InconsistentQuantities', 'Quantity and the number of paths differ.');
  for (const path of paths) {
    if (!/^\/[^*\s]*\*?$/.test(path)) throw new CloudFrontFault(400, 'InvalidArgument', `Your request contains one or more invalid invalidation paths: ${path}`);
  }
  return { callerReference, paths };
}

function created(distributionId: string, invalidation: Invalidation): WireResponse {
  const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distributionId}/invalidation/${invalidation.id}`;
  return { status: 201, headers: { 'content-type': 'text/xml', location }, body: toXml(invalidation) };
}

function toXml({ id, createdAt, callerReference, paths }: Invalidation): string {
  const items = paths.map((path) => `<Path>${escapeXml(path)}</Path>`).join('');
  return (
    '<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">' +
    `<Id>${id}</Id><Status>Completed</Status><CreateTime>${createdAt}</CreateTime><InvalidationBatch>` +
    `<Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths>` +
    `<CallerReference>${escapeXml(callerReference)}</CallerReference></InvalidationBatch></Invalidation>`
  );
}

function faultResponse({ status, code, message }: CloudFrontFault): WireResponse {
  const body =
    '<?xml version="1.0"?><ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type>' +
    `<Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** A line cut off by a crash was never acknowledged and is passed over. */
function readFile(file: string): Invalidation[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Invalidation];
    } catch {
      return [];
    }
  });
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
