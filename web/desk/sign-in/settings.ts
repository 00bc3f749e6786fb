/** What the deployment wrote beside the desk: where people sign in. */
export interface SignInSettings {
  readonly kind: 'cognito' | 'external';
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly endpoints: Endpoints;
}

export interface Endpoints {
  readonly authorize: string;
  readonly token: string;
  readonly revoke?: string | undefined;
  readonly signOut?: string | undefined;
}

type Written = Omit<SignInSettings, 'endpoints'> & { readonly endpoints?: Endpoints };

/** Reads the settings, and the issuer's discovery document where they leave the endpoints to it. Throws TypeError without a connection. */
export async function readSettings(): Promise<SignInSettings> {
  const { signIn } = await readJson<{ signIn: Written }>('/desk/settings.json');
  return { ...signIn, endpoints: signIn.endpoints ?? (await discover(signIn.issuer)) };
}

async function discover(issuer: string): Promise<Endpoints> {
  const found = await readJson<Record<string, string | undefined>>(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { authorization_endpoint: authorize, token_endpoint: token, revocation_endpoint: revoke, end_session_endpoint: signOut } = found;
  if (authorize === undefined || token === undefined) throw new Error('The issuer’s discovery document names no endpoints.');
  return { authorize, token, revoke, signOut };
}

async function readJson<T>(address: string): Promise<T> {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) throw new TypeError(`${address} answered ${answer.status}.`);
  return (await answer.json()) as T;
}
