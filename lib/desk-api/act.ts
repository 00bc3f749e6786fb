import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const act: ApiFunction = (scope, { house, records, relay, originSecret }) =>
  new HandlerFunction(scope, 'Act', {
    house,
    handler: 'api/act',
    description: 'Takes what people decide about releases',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, RELAY_FUNCTION: relay.functionArn },
    grants: [records.items('GetItem', 'UpdateItem'), records.queries('worklist'), relay.invocation],
  });
