import { Duration, Stack } from 'aws-cdk-lib/core';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { join } from 'node:path';
import type { AccessLogs } from './access-logs.ts';
import { acknowledge } from './acknowledge.ts';
import { objects, privateBucket } from './content-store.ts';
import type { DeskApi } from './desk-api.ts';
import type { DeskSite } from './desk-site.ts';
import type { Grant } from './handler-function.ts';
import type { House } from './house.ts';
import { apiResponseHeaders, responseHeaders } from './portal-site/response-headers.ts';
import { SiteAssets } from './portal-site/site-assets.ts';

export interface PortalSiteProps {
  readonly house: House;
  readonly logs: AccessLogs;
  readonly api: DeskApi;
  readonly desk: DeskSite;
  readonly originSecret: string;
  /** The folder of files that are put below /assets/. */
  readonly assets: string;
  readonly webAclArn: string | undefined;
}

/** Errors are never kept at the edge, and have no page there: it would replace what the API says. */
const errorResponses = [403, 404, 500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) }));

/** What the public sees: static pages in a bucket behind one distribution, the API below /api/. */
export class PortalSite extends Construct {
  readonly bucket: IBucket;
  private readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, props: PortalSiteProps) {
    super(scope, id);
    const { stage } = props.house;
    this.bucket = privateBucket(this, 'Portal', stage, props.logs, { versioned: true });
    const assets = new SiteAssets(this, 'SiteAssets', { stage, logs: props.logs, folder: props.assets });
    const shared = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: new cloudfront.ResponseHeadersPolicy(this, 'Headers', responseHeaders),
    };
    const cached = { ...shared, cachePolicy: this.cachePolicy() };
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `Fabu portal, stage ${stage.name}`,
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      logBucket: props.logs.bucket,
      logFilePrefix: 'distribution/',
      logIncludesCookies: false,
      errorResponses,
      ...(props.webAclArn === undefined ? {} : { webAclId: props.webAclArn }),
      defaultBehavior: {
        ...cached,
        origin: this.pages(props),
        // CloudFront takes no more for an origin group.
        allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        functionAssociations: [{ function: this.directoryIndex(), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        '/api/*': {
          ...shared,
          responseHeadersPolicy: new cloudfront.ResponseHeadersPolicy(this, 'ApiHeaders', apiResponseHeaders),
          origin: apiOrigin(props),
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
        '/desk/*': props.desk.behaviour(cached),
        '/assets/*': { ...cached, origin: S3BucketOrigin.withOriginAccessControl(assets.bucket) },
      },
      ...this.ownName(props.house),
    });
    this.acknowledgeFindings(props.house);
  }

  get distributionId(): string {
    return this.distribution.distributionId;
  }

  /** The distribution's own name, for stages without one of their own. */
  get domainName(): string {
    return this.distribution.distributionDomainName;
  }

  /** Writing pages: reading first, because conditions on an ETag need it, and listing, so that a missing page is a 404. */
  get rewriting(): readonly Grant[] {
    return [
      objects(this.bucket, '', 'GetObject', 'PutObject', 'DeleteObject'),
      { actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] },
    ];
  }

  invalidation(...actions: readonly ('CreateInvalidation' | 'GetInvalidation')[]): Grant {
    const arn = Stack.of(this).formatArn({ service: 'cloudfront', region: '', resource: 'distribution', resourceName: this.distributionId });
    return { actions: actions.map((action) => `cloudfront:${action}`), resources: [arn] };
  }

  /** The page, or what the API says about a page that is missing (404) or was withdrawn (410). */
  private pages(props: PortalSiteProps): cloudfront.IOrigin {
    return new OriginGroup({
      primaryOrigin: S3BucketOrigin.withOriginAccessControl(this.bucket, {
        // Without LIST the bucket answers 403 for what is missing, as for what is broken.
        originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
      }),
      fallbackOrigin: apiOrigin(props, '/missing'),
      fallbackStatusCodes: [403, 404],
    });
  }

  private cachePolicy(): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'Caching', {
      comment: 'As long as the page itself says',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(60),
      maxTtl: Duration.days(365),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  private directoryIndex(): cloudfront.Function {
    return new cloudfront.Function(this, 'DirectoryIndex', {
      comment: 'Finds index.html behind addresses that end in a slash',
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'portal-site', 'directory-index.js') }),
    });
  }

  private ownName({ stage }: House): Pick<cloudfront.DistributionProps, 'domainNames' | 'certificate' | 'minimumProtocolVersion'> {
    const { certificateArn, publicOrigin } = stage.configuration;
    if (certificateArn === undefined || publicOrigin === undefined) return {};
    return {
      domainNames: [new URL(publicOrigin).host],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  private acknowledgeFindings({ stage }: House): void {
    acknowledge(this.distribution, '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk', 'The root object is set and the function at the edge turns every / into an index.html: no address lists the bucket.');
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'Public information is for everyone, wherever they read it.');
    if (stage.configuration.webAcl === undefined) {
      acknowledge(this.distribution, 'AwsSolutions-CFR2', 'This stage has no web ACL, which not every partition can have; throttling and the origin secret stand before the API.');
    }
    if (stage.configuration.certificateArn === undefined) {
      acknowledge(this.distribution, 'AwsSolutions-CFR4', 'This stage has no name of its own: the certificate is CloudFront\'s, whose protocols cannot be chosen.');
    }
  }
}

function apiOrigin({ api, originSecret }: PortalSiteProps, originPath?: string): HttpOrigin {
  return new HttpOrigin(api.domainName, {
    protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
    customHeaders: { 'x-fabu-origin-secret': originSecret },
    ...(originPath === undefined ? {} : { originPath }),
  });
}
