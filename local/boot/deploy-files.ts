import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { S3 } from '../s3/s3.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketDeploymentsOf, type BucketDeploymentDeclaration, type DeployedSource } from '../template/storage.ts';
import type { Localise } from './local-names.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** What the template's deployments put into its buckets; where they name an address of AWS, the laptop's stands. */
export function deployFiles(template: ResolvedTemplate, s3: S3, localise: Localise): void {
  for (const deployment of bucketDeploymentsOf(template)) deploy(s3, deployment, localise);
}

/** What the CDK's bucket deployment does on AWS: copies the asset's files, and drops what is no longer there if told to. */
function deploy(s3: S3, { bucket, keyPrefix, sources, prune, systemMetadata }: BucketDeploymentDeclaration, localise: Localise): void {
  const headers = Object.fromEntries(Object.entries(systemMetadata).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const kept = new Set<string>();
  for (const source of sources) {
    for (const file of filesIn(source.directory)) {
      const key = keyPrefix + file;
      kept.add(key);
      s3.putObject(bucket, key, contentOf(source, file, localise), { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...headers });
    }
  }
  const gone = prune ? s3.listObjects(bucket, keyPrefix).filter(({ key }) => !kept.has(key)) : [];
  for (const { key } of gone) s3.deleteObject(bucket, key);
}

function contentOf({ directory, markers }: DeployedSource, file: string, localise: Localise): Buffer {
  const content = readFileSync(join(directory, file));
  const marks = Object.entries(markers);
  if (marks.length === 0) return content;
  const filled = marks.reduce((text, [mark, value]) => text.replaceAll(mark, () => value), content.toString());
  return Buffer.from(localise(filled));
}

function filesIn(directory: string, prefix = ''): string[] {
  return readdirSync(join(directory, prefix)).flatMap((name) => {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    return statSync(join(directory, path)).isDirectory() ? filesIn(directory, path) : [path];
  });
}
