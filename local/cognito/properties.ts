import { createHash } from 'node:crypto';
import { refuseUnknown, refuseUnless, type Declared } from '../wire/known-properties.ts';

/**
 * Ids that stay the same whenever the template is booted, in the shape that Cognito gives them, so that the issuer and the
 * audience in the template are those of the tokens.
 */
export function userPoolIdOf(region: string, logicalId: string): string {
  return `${region}_${digits(logicalId, 9)}`;
}

export function userPoolClientIdOf(logicalId: string): string {
  return digits(logicalId, 26);
}

function digits(text: string, length: number): string {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  return number.toString(36).slice(0, length).padEnd(length, '0');
}

const POOL = [
  ...['AccountRecoverySetting', 'AdminCreateUserConfig', 'AutoVerifiedAttributes', 'DeletionProtection', 'EmailVerificationMessage'],
  ...['EmailVerificationSubject', 'EnabledMfas', 'MfaConfiguration', 'Policies', 'Schema', 'SmsVerificationMessage'],
  ...['UserPoolAddOns', 'UserPoolName', 'UserPoolTags', 'UserPoolTier', 'UsernameAttributes', 'UsernameConfiguration', 'VerificationMessageTemplate'],
];

const CLIENT = [
  ...['AccessTokenValidity', 'AllowedOAuthFlows', 'AllowedOAuthFlowsUserPoolClient', 'AllowedOAuthScopes', 'AuthSessionValidity'],
  ...['CallbackURLs', 'ClientName', 'DefaultRedirectURI', 'EnableTokenRevocation', 'ExplicitAuthFlows', 'GenerateSecret'],
  ...['IdTokenValidity', 'LogoutURLs', 'PreventUserExistenceErrors', 'ReadAttributes', 'RefreshTokenValidity'],
  ...['SupportedIdentityProviders', 'TokenValidityUnits', 'UserPoolId', 'WriteAttributes'],
];

export function checkUserPool({ logicalId, properties }: Declared): void {
  refuseUnknown(logicalId, properties, POOL);
  refuseUnless(logicalId, 'MfaConfiguration', properties['MfaConfiguration'] ?? 'OFF', ['OFF', 'OPTIONAL']);
}

export function checkUserPoolClient({ logicalId, properties }: Declared): void {
  refuseUnknown(logicalId, properties, CLIENT);
  refuseUnless(logicalId, 'GenerateSecret', properties['GenerateSecret'] ?? false, [false]);
}
