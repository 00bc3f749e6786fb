import { createDistribution, type RunningDistribution } from '../cloudfront/create-distribution.ts';
import type { Clock } from '../clock/clock.ts';
import type { CloudWatch } from '../cloudwatch/create-cloudwatch.ts';
import type { RunningIdentity } from '../cognito/create-identity.ts';
import { inTrouble } from '../faults/answers.ts';
import type { Faults } from '../faults/faults.ts';
import { createHttpApi } from '../http-api/create-http-api.ts';
import type { ApiRequest } from '../http-api/event.ts';
import { AccessDenied, type Authorizer } from '../iam/authorizer.ts';
import type { S3 } from '../s3/s3.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketsOf } from '../template/storage.ts';
import { distributionsOf, httpApisOf } from '../template/web.ts';
import { TemplateFault } from '../template/template.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import type { DataFolder } from './data-folder.ts';
import type { Invoker } from '../gateway/create-invoker.ts';
import { callForApi } from './engine-calls.ts';
import type { Logs } from './logs.ts';

export interface WebSurroundings {
  readonly template: ResolvedTemplate;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly authorizer: Authorizer;
  readonly invoker: Invoker;
  readonly s3: S3;
  readonly identity: RunningIdentity;
  readonly faults: Faults;
  readonly cloudWatch: CloudWatch;
  readonly logs: Logs;
}

type Viewers = WireRequest & { readonly sourceIp: string };

/** The distribution of the template with its origins behind it. */
export function startDistribution(surroundings: WebSurroundings): RunningDistribution {
  const { template, folder, clock, logs } = surroundings;
  const [declared] = distributionsOf(template);
  if (declared === undefined) throw new TemplateFault('The template has no distribution.');
  const apis = startHttpApis(surroundings);
  const buckets = new Map(bucketsOf(template).map((bucket) => [template.attribute(bucket.logicalId, 'RegionalDomainName'), bucket.name]));
  return createDistribution({
    distribution: declared,
    cachePolicies: declared.cachePolicies,
    originRequestPolicies: declared.originRequestPolicies,
    responseHeadersPolicies: declared.responseHeadersPolicies,
    functions: declared.edgeFunctions,
    originAccessControls: declared.originAccessControls,
    origins: {
      s3: (domain) => {
        const bucket = buckets.get(domain);
        return bucket === undefined ? undefined : bucketOrigin(surroundings, bucket);
      },
      http: (domain) => apis.get(domain),
    },
    accountId: template.place.accountId,
    partition: template.place.partition,
    clock,
    invalidationsFile: folder.place('invalidations.jsonl'),
    onFunctionError: (error) => logs.problem('cloudfront', error),
  });
}

/** A bucket as the distribution reads it: as a service principal that the bucket's policy has to name. */
function bucketOrigin({ authorizer, faults, s3, template }: WebSurroundings, bucket: string): WireService {
  const bucketArn = `arn:${template.place.partition}:s3:::${bucket}`;
  return (request) => {
    const { principal } = request;
    const key = decodeURIComponent(request.path.slice(1));
    if (faults.isServiceDown('s3') || faults.isDown(bucket)) return Promise.resolve(inTrouble('s3', 'unavailable', request));
    try {
      authorizer.authorize({ principal, action: 's3:GetObject', resource: `${bucketArn}/${key}` });
    } catch (error) {
      if (error instanceof AccessDenied) return Promise.resolve(refusal(403, 'AccessDenied'));
      throw error;
    }
    const object = s3.getObject(bucket, key);
    if (object === undefined) {
      const mayList = authorizer.allows({ principal, action: 's3:ListBucket', resource: bucketArn });
      return Promise.resolve(mayList ? refusal(404, 'NoSuchKey') : refusal(403, 'AccessDenied'));
    }
    const headers = { ...object.headers, etag: `"${object.etag}"`, 'last-modified': new Date(object.modified).toUTCString() };
    return Promise.resolve({ status: 200, headers, body: object.body });
  };
}

function refusal(status: number, code: string): WireResponse {
  return { status, headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>` };
}

function startHttpApis({ template, clock, invoker, identity, cloudWatch, logs }: WebSurroundings): Map<string, WireService> {
  const { region, accountId, partition } = template.place;
  return new Map(
    httpApisOf(template).map((api) => {
      const [stage] = api.stages;
      if (stage === undefined) throw new TemplateFault(`${template.nameOf(api.logicalId)} has no stage.`);
      const handle = createHttpApi({
        api,
        stage,
        routes: api.routes,
        integrations: api.integrations,
        authorizers: api.authorizers,
        region,
        accountId,
        partition,
        clock,
        fetchJwks: (issuer) => (issuer === identity.issuer ? Promise.resolve(identity.jwks) : Promise.reject(new Error(`Unknown issuer ${issuer}`))),
        invoke: (functionArn, event, sourceArn) => callForApi(invoker, functionArn, event, sourceArn),
        onAnswer: (status) => cloudWatch.answered(api.id, status),
        accessLog: (line) => logs.line('api-access', line),
        onIntegrationError: (functionArn, error) => logs.problem(functionArn, error),
      });
      return [new URL(api.endpoint).host, (request: WireRequest) => handle(asApiRequest(request))] as const;
    }),
  );
}

/** Behind the distribution the API sees the edge's address; the viewer's travels in a header, as on AWS. */
function asApiRequest(request: WireRequest): ApiRequest {
  return { ...request, sourceIp: (request as Partial<Viewers>).sourceIp ?? '127.0.0.1' };
}
