import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const duties: ApiFunction = (scope, { house, records, relay, originSecret }) =>
  new HandlerFunction(scope, 'Duties', {
    house,
    handler: 'api/duties',
    description: 'Shows clocks and the ledger, takes acknowledgements and excuses',
    invocation: 'synchronous',
    environment: { RECORDS_TABLE: records.tableName, ORIGIN_SECRET: originSecret, RELAY_FUNCTION: relay.functionArn },
    grants: [records.items('GetItem', 'UpdateItem'), records.queries('duties', 'listing'), relay.invocation],
  });
