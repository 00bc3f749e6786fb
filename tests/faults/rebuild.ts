import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { OWNER_ACCESS_KEY_ID } from '../../local/gateway/create-gateway.ts';
import { functionsOf } from '../../local/template/compute.ts';
import { laptopTemplate } from './record.ts';

const SITE = 'zhejiang';

/**
 * I6: takes the site's pages away, has them made anew from the record, and answers the keys that are not what they were. An
 * ETag is the MD5 of an object's bytes.
 */
export async function rebuildDifferences(gatewayUrl: string): Promise<string[]> {
  const owner = { endpoint: gatewayUrl, region: 'eu-central-1', credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' } };
  const [s3, lambda] = [new S3Client({ ...owner, forcePathStyle: true }), new LambdaClient(owner)];
  const { functionName, bucket } = rebuilder();
  const grown = await objects(s3, bucket);
  for (const Key of grown.keys()) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify({ site: SITE })) }));
  if (FunctionError !== undefined) throw new Error('The rebuild failed.');
  const rebuilt = await objects(s3, bucket);
  return [...new Set([...grown.keys(), ...rebuilt.keys()])].filter((key) => grown.get(key) !== rebuilt.get(key));
}

async function objects(client: S3Client, Bucket: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: `${SITE}/` })) for (const { Key = '', ETag = '' } of Contents) found.set(Key, ETag);
  return found;
}

function rebuilder(): { readonly functionName: string; readonly bucket: string } {
  const found = functionsOf(laptopTemplate()).find(({ logicalId }) => logicalId.includes('RebuildSite'));
  if (found === undefined) throw new Error('The template has no function that rebuilds a site.');
  return { functionName: found.functionName, bucket: found.environment['PORTAL_BUCKET'] ?? '' };
}
