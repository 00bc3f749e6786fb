import { AccessDenied, type Authorizer } from '../iam/authorizer.ts';

/**
 * Tells every denial with its action and resource, as CloudTrail does on AWS: functions log no messages of errors, and
 * the gateway's own answers say nothing of what lies behind them.
 */
export function tellingDenials(authorizer: Authorizer, tell: (message: string) => void): Authorizer {
  return {
    ...authorizer,
    authorize: (request) => {
      try {
        authorizer.authorize(request);
      } catch (error) {
        if (error instanceof AccessDenied) tell(error.message);
        throw error;
      }
    },
  };
}
