import { Duration } from 'aws-cdk-lib/core';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { AccessLogs } from '../access-logs.ts';
import { privateBucket } from '../content-store.ts';
import { deployFiles } from '../deployed-files.ts';
import type { Stage } from '../stages.ts';

export interface SiteAssetsProps {
  readonly stage: Stage;
  readonly logs: AccessLogs;
  readonly folder: string;
}

/** For files with their hash in the name. */
export const forEver = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()];

/** Stylesheets and the like, their hash in the name: kept for ever by browsers, and by the bucket for pages that still name them. */
export class SiteAssets extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { stage, logs, folder }: SiteAssetsProps) {
    super(scope, id);
    this.bucket = privateBucket(this, 'Assets', stage, logs, {});
    deployFiles(this, 'Deployment', { stage, bucket: this.bucket, sources: [Source.asset(folder)], prefix: 'assets/', cacheControl: forEver });
  }
}
