import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { join } from 'node:path';
import type { AccessLogs } from './access-logs.ts';
import { privateBucket } from './content-store.ts';
import { deployFiles } from './deployed-files.ts';
import { deskResponseHeaders } from './desk-site/response-headers.ts';
import type { SignIn } from './identity.ts';
import { forEver } from './portal-site/site-assets.ts';
import type { Stage } from './stages.ts';

export interface DeskSiteProps {
  readonly stage: Stage;
  readonly logs: AccessLogs;
  /** The bundled desk: `page/` and `assets/`. */
  readonly folder: string;
  readonly signIn: SignIn;
  /** The bucket that browsers hand files to. */
  readonly uploads: IBucket;
}

/** The form that staff work in: one page and its files in a bucket of their own, below /desk/. */
export class DeskSite extends Construct {
  private readonly bucket: IBucket;
  private readonly headers: cloudfront.ResponseHeadersPolicy;

  constructor(scope: Construct, id: string, { stage, logs, folder, signIn, uploads }: DeskSiteProps) {
    super(scope, id);
    this.bucket = privateBucket(this, 'Desk', stage, logs, {});
    const uploadOrigin = `https://${uploads.bucketRegionalDomainName}`;
    const files = { stage, bucket: this.bucket };
    deployFiles(this, 'Assets', { ...files, sources: [Source.asset(join(folder, 'assets'))], prefix: 'desk/assets/', cacheControl: forEver });
    const settings = Source.jsonData('settings.json', { signIn: settingsOf(signIn) });
    deployFiles(this, 'Page', { ...files, sources: [Source.asset(join(folder, 'page')), settings], prefix: 'desk/', cacheControl: [CacheControl.noCache()] });
    this.headers = new cloudfront.ResponseHeadersPolicy(this, 'Headers', deskResponseHeaders({ files: [uploadOrigin], connectsTo: signIn.origins }));
  }

  /** How the distribution answers below /desk/. */
  behaviour(shared: Pick<cloudfront.BehaviorOptions, 'viewerProtocolPolicy' | 'cachePolicy'>): cloudfront.BehaviorOptions {
    return {
      ...shared,
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
      responseHeadersPolicy: this.headers,
      functionAssociations: [{ function: this.entry(), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    };
  }

  private entry(): cloudfront.Function {
    return new cloudfront.Function(this, 'Entry', {
      comment: 'Answers every address of the desk with its one page',
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'desk-site', 'desk-entry.js') }),
    });
  }
}

function settingsOf({ origins: _, ...settings }: SignIn): Omit<SignIn, 'origins'> {
  return settings;
}
