import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const revise: ApiFunction = (scope, { house, records, content, originSecret }) =>
  new HandlerFunction(scope, 'Revise', {
    house,
    handler: 'api/revise',
    description: 'Makes corrections, suggestions and copies of contents that exist',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, CONTENT_BUCKET: content.bucket.bucketName },
    grants: [records.items('GetItem', 'UpdateItem'), content.contents('GetObject', 'PutObject')],
  });
