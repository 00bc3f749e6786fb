import { randomBytes } from 'node:crypto';
import type { Principal } from '../wire/wire.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Credentials made at boot, one pair for each function: the access key tells the gateway whose role a call has. */
export class CredentialIssuer {
  readonly #issued = new Map<string, { readonly principal: Principal; readonly secretAccessKey: string }>();

  issue(roleArn: string): Credentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const secretAccessKey = randomBytes(20).toString('hex');
    this.#issued.set(accessKeyId, { principal: { kind: 'role', roleArn }, secretAccessKey });
    return { accessKeyId, secretAccessKey };
  }

  principalOf(accessKeyId: string): Principal | undefined {
    return this.#issued.get(accessKeyId)?.principal;
  }

  /** What a presigned address is checked against. */
  secretOf(accessKeyId: string): string | undefined {
    return this.#issued.get(accessKeyId)?.secretAccessKey;
  }
}
