import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const missing: ApiFunction = (scope, { house, records, publicOrigin, originSecret }) =>
  new HandlerFunction(scope, 'Missing', {
    house,
    handler: 'api/missing',
    description: 'Says of a page that is not there whether it was withdrawn',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, STYLESHEET: house.stylesheet, PUBLIC_ORIGIN: publicOrigin },
    grants: [records.items('GetItem')],
  });
