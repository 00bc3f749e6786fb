import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const read: ApiFunction = (scope, { house, records, content, originSecret }) =>
  new HandlerFunction(scope, 'Read', {
    house,
    handler: 'api/read',
    description: 'Shows releases, their history and worklists',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, CONTENT_BUCKET: content.bucket.bucketName },
    grants: [records.items('GetItem', 'Query'), records.queries('worklist', 'listing'), content.contents('GetObject')],
  });
