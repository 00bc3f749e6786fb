import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const author: ApiFunction = (scope, { house, records, content, originSecret }) =>
  new HandlerFunction(scope, 'Author', {
    house,
    handler: 'api/author',
    description: 'Creates and edits releases',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, CONTENT_BUCKET: content.bucket.bucketName },
    grants: [records.items('GetItem', 'UpdateItem'), content.contents('PutObject')],
  });
