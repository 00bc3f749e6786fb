import { randomBytes } from 'node:crypto';
import type { Principal } from '../wire/wire.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Credentials made at boot, one pair for each function: the access key tells the gateway whose role a call has. */
export class CredentialIssuer {
  readonly #principals = new Map<string, Principal>();

  issue(roleArn: string): Credentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.#principals.set(accessKeyId, { kind: 'role', roleArn });
    return { accessKeyId, secretAccessKey: randomBytes(20).toString('hex') };
  }

  principalOf(accessKeyId: string): Principal | undefined {
    return this.#principals.get(accessKeyId);
  }
}
