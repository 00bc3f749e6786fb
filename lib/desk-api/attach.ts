import { Duration } from 'aws-cdk-lib/core';
import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const attach: ApiFunction = (scope, { house, records, content, originSecret }) =>
  new HandlerFunction(scope, 'Attach', {
    house,
    handler: 'api/attach',
    description: 'Takes files of releases in and gives them out',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, CONTENT_BUCKET: content.bucket.bucketName },
    grants: [
      records.items('GetItem', 'UpdateItem'),
      content.contents('GetObject', 'PutObject'),
      content.attachments('GetObject', 'PutObject'),
      // What it signs, others send: a form for an upload, and the addresses of parts, are held to this function's own grants.
      content.uploads('GetObject', 'GetObjectVersion', 'PutObject', 'ListMultipartUploadParts', 'AbortMultipartUpload'),
      content.listing,
    ],
    // It reads 100 MB from end to end, and the gateway waits no longer than 30 s.
    overrides: { timeout: Duration.seconds(29), memorySize: 1024 },
  });
