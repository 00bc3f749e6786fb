import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const look: ApiFunction = (scope, { house, records, content, publicOrigin, originSecret }) =>
  new HandlerFunction(scope, 'Look', {
    house,
    handler: 'api/look',
    description: 'Shows releases as the public will see them, and what changed in them',
    invocation: 'synchronous',
    environment: {
      RECORDS_TABLE: records.tableName,
      ORIGIN_SECRET: originSecret,
      CONTENT_BUCKET: content.bucket.bucketName,
      STYLESHEET: house.stylesheet,
      PUBLIC_ORIGIN: publicOrigin,
    },
    grants: [records.items('GetItem'), content.contents('GetObject'), content.attachments('GetObject')],
  });
