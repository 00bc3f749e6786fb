import type { FunctionDeclaration } from '../template/compute.ts';
import type { Credentials } from './credentials.ts';

export interface EnvironmentSource {
  readonly declaration: FunctionDeclaration;
  readonly region: string;
  readonly gatewayUrl: string;
  readonly credentials: Credentials;
}

/**
 * A worker's whole environment: the template's variables and what Lambda itself sets, the latter winning as on AWS.
 * Beyond AWS it has the gateway's address and empty configuration files, so that nobody's own profile is read.
 */
export function environmentOf({ declaration, region, gatewayUrl, credentials }: EnvironmentSource): Record<string, string> {
  return {
    ...declaration.environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: declaration.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declaration.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(declaration),
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
    LAMBDA_TASK_ROOT: declaration.directory,
    _HANDLER: declaration.handler,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: gatewayUrl,
    AWS_ENDPOINT_URL_S3: gatewayUrl,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

export const LOG_STREAM = 'laptop';

export function logGroupName(declaration: FunctionDeclaration): string {
  return `/aws/lambda/${declaration.functionName}`;
}
