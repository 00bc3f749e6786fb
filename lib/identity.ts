import { Aws, Duration } from 'aws-cdk-lib/core';
import { AccountRecovery, FeaturePlan, Mfa, OAuthScope, UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { removalPolicyOf } from './house.ts';
import type { Stage, StageConfiguration } from './stages.ts';

/** Whose tokens the API accepts, and for whom they must be made out. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
}

/** What the desk needs to sign somebody in. It is public: the desk runs in the browser. */
export interface SignIn {
  readonly kind: 'cognito' | 'external';
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Left out where the issuer's discovery document names them. */
  readonly endpoints?: { readonly authorize: string; readonly token: string; readonly revoke: string; readonly signOut: string };
  /** What the desk's page talks to from a script. */
  readonly origins: readonly string[];
}

const SCOPES = [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE];

/** At another issuer the desk reads the discovery document, and hands its code to a token endpoint of the same origin. */
export function externalSignIn({ issuer, audience, deskClientId, tokenOrigin }: ExternalIssuer): SignIn {
  const origins = [new URL(issuer).origin, ...(tokenOrigin === undefined ? [] : [tokenOrigin])];
  return { kind: 'external', issuer, clientId: deskClientId ?? audience, scope: scopeOf(SCOPES), origins };
}

function scopeOf(scopes: readonly OAuthScope[]): string {
  return scopes.map(({ scopeName }) => scopeName).join(' ');
}

type ExternalIssuer = Extract<StageConfiguration['userPool'], { kind: 'external' }>;
type OwnPool = Extract<StageConfiguration['userPool'], { kind: 'cognito' }>;

/**
 * People sign in at a user pool of the deployment. The token says who somebody is; what they may do is in the record,
 * so that the pool can be exchanged for any other issuer by stage.
 */
export class Identity extends Construct {
  readonly tokenIssuer: TokenIssuer;
  readonly signIn: SignIn;
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: { stage: Stage; own: OwnPool; publicOrigin: string }) {
    super(scope, id);
    this.userPool = this.makePool(props.stage, props.own);
    this.client = this.makeClient(props.own, props.publicOrigin);
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool: this.userPool,
      cognitoDomain: { domainPrefix: `fabu-${props.stage.name}-${Aws.ACCOUNT_ID}` },
    });
    this.tokenIssuer = { issuer: this.userPool.userPoolProviderUrl, audience: this.client.userPoolClientId };
    this.signIn = this.signInAt(domain.baseUrl());
  }

  private signInAt(origin: string): SignIn {
    return {
      kind: 'cognito',
      issuer: this.userPool.userPoolProviderUrl,
      clientId: this.client.userPoolClientId,
      scope: scopeOf(SCOPES),
      endpoints: { authorize: `${origin}/oauth2/authorize`, token: `${origin}/oauth2/token`, revoke: `${origin}/oauth2/revoke`, signOut: `${origin}/logout` },
      origins: [origin],
    };
  }

  private makePool(stage: Stage, own: OwnPool): UserPool {
    const required = own.secondFactor === 'required';
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true, tempPasswordValidity: Duration.days(3) },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: required ? Mfa.REQUIRED : Mfa.OFF,
      ...(required ? { mfaSecondFactor: { otp: true, sms: false } } : {}),
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: stage.configuration.protectData,
      removalPolicy: removalPolicyOf(stage),
    });
    acknowledge(pool, 'AwsSolutions-COG8', 'Plus adds threat protection at a price for each user; accounts are made by administrators only, and production asks for a second factor.');
    if (!required) acknowledge(pool, 'AwsSolutions-COG2', 'Only production holds real accounts; there lib/stages.ts asks for the second factor.');
    return pool;
  }

  private makeClient(own: OwnPool, publicOrigin: string): UserPoolClient {
    return new UserPoolClient(this, 'Client', {
      userPool: this.userPool,
      // The desk runs in the browser and can keep no secret: code with PKCE instead.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: SCOPES,
        callbackUrls: [`${publicOrigin}/desk/signed-in`],
        logoutUrls: [`${publicOrigin}/desk/signed-out`],
      },
      authFlows: { userPassword: own.passwordSignIn },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(10),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
  }
}
