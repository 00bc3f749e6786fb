/**
 * Takes the place of `@aws-sdk/credential-provider-node` in every bundle. Lambda puts the credentials of a function's role
 * into its environment, and a new process gets new ones; profiles, single sign-on, other processes and the metadata of
 * machines are of no use there, and they are a sixth of what would be bundled.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The name is the SDK's. Throws when a variable is missing, naming it. */
export function defaultProvider(): () => Promise<Credentials> {
  return () => new Promise((resolve) => resolve(fromEnvironment()));
}

function fromEnvironment(): Credentials {
  const { AWS_SESSION_TOKEN: sessionToken } = process.env;
  const credentials = { accessKeyId: needed('AWS_ACCESS_KEY_ID'), secretAccessKey: needed('AWS_SECRET_ACCESS_KEY') };
  return { ...credentials, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment has no ${name}.`);
  return value;
}
