import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const people: ApiFunction = (scope, { house, records, relay, originSecret }) =>
  new HandlerFunction(scope, 'People', {
    house,
    handler: 'api/people',
    description: 'Shows and changes roles, leave and cover',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, RELAY_FUNCTION: relay.functionArn },
    grants: [records.items('GetItem', 'UpdateItem', 'Query'), records.queries('listing', 'worklist'), relay.invocation],
  });
