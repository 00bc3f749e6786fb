import { HandlerFunction } from '../handler-function.ts';
import type { ApiFunction } from './props.ts';

export const describe: ApiFunction = (scope, { house, originSecret }) =>
  new HandlerFunction(scope, 'Describe', {
    house,
    handler: 'api/describe',
    description: 'Describes the API to those who write to it',
    invocation: 'synchronous',
    environment: { ORIGIN_SECRET: originSecret },
    grants: [],
  });
