import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who makes a call, as IAM sees it. `role`: a function or state machine, by the ARN of its role.
 * `service`: an AWS service acting for one resource (CloudFront reading a bucket, a rule invoking a function).
 * `account`: the laptop's owner, who may do everything: tests, tools and the local console.
 */
export type Principal =
  | { readonly kind: 'role'; readonly roleArn: string }
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn: string }
  | { readonly kind: 'account' };

export const accountOwner: Principal = { kind: 'account' };

/** One call on the wire, its body already read. `path` is still percent-encoded. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly principal: Principal;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
  /** The connection is reset instead of answered. */
  readonly reset?: true;
}

/** An engine that speaks one service's wire protocol. Faults are answers; a throw is a bug and becomes a 500. */
export type WireService = (request: WireRequest) => Promise<WireResponse>;
