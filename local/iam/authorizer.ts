import type { ResolvedTemplate } from '../template/load-template.ts';
import type { Principal } from '../wire/wire.ts';
import type { RequestContext } from './conditions.ts';
import { compilePolicies, type PolicyBook } from './policy-book.ts';
import type { Statement } from './statements.ts';

export interface AuthorizationRequest {
  readonly principal: Principal;
  /** As policies write it: `dynamodb:GetItem`. */
  readonly action: string;
  /** An ARN, or `*` for actions that know no resource. */
  readonly resource: string;
  /** Condition keys beside those that every request has. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface Authorizer {
  /** @throws AccessDenied */
  authorize(request: AuthorizationRequest): void;
  allows(request: AuthorizationRequest): boolean;
  /** Whether a service (`lambda.amazonaws.com`) may take the role on for the resource that it acts for. */
  trusts(roleArn: string, service: string, sourceArn: string): boolean;
}

/** A call that no policy allows, or that one forbids, in the words of AWS. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';
  readonly action: string;
  readonly resource: string;

  constructor(who: string, request: AuthorizationRequest, because: string) {
    super(`${who} is not authorized to perform: ${request.action} on resource: ${request.resource} ${because}`);
    this.action = request.action;
    this.resource = request.resource;
  }
}

type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly because: string };

/**
 * Holds every call to the policies of the template: an explicit Deny wins, what nothing allows is denied.
 * The account's owner may do everything.
 * @throws TemplateFault for a policy with something in it that is not served
 */
export function createAuthorizer(template: ResolvedTemplate): Authorizer {
  const book = compilePolicies(template);
  const { accountId } = template.place;
  const judge = (request: AuthorizationRequest): Verdict => verdict(book, request, contextOf(request, accountId), accountId);
  return {
    allows: (request) => judge(request).allowed,
    authorize: (request) => {
      const found = judge(request);
      if (!found.allowed) throw new AccessDenied(whoIs(request.principal, template), request, found.because);
    },
    trusts: (roleArn, service, sourceArn) => {
      const request: AuthorizationRequest = { principal: { kind: 'service', service, sourceArn }, action: 'sts:AssumeRole', resource: roleArn };
      const context = contextOf(request, accountId);
      const applying = (book.trust.get(roleArn) ?? []).filter((statement) => speaksOf(statement, request.principal, accountId) && statement.covers(request.action, roleArn, context));
      return applying.length > 0 && !applying.some(denies);
    },
  };
}

function verdict(book: PolicyBook, request: AuthorizationRequest, context: RequestContext, accountId: string): Verdict {
  const { principal, action, resource } = request;
  if (principal.kind === 'account') return { allowed: true };
  const applies = (statement: Statement): boolean => statement.covers(action, resource, context);
  const identity = principal.kind === 'role' ? (book.identity.get(principal.roleArn) ?? []).filter(applies) : [];
  const resourceBased = book.resource.filter((statement) => speaksOf(statement, principal, accountId) && applies(statement));
  if (identity.some(denies)) return { allowed: false, because: 'with an explicit deny in an identity-based policy' };
  if (resourceBased.some(denies)) return { allowed: false, because: 'with an explicit deny in a resource-based policy' };
  if (identity.length > 0 || resourceBased.length > 0) return { allowed: true };
  const kind = principal.kind === 'role' ? 'identity-based' : 'resource-based';
  return { allowed: false, because: `because no ${kind} policy allows the ${action} action` };
}

function denies(statement: Statement): boolean {
  return statement.effect === 'Deny';
}

/** Naming the account forbids its roles, but allows them nothing: it leaves that to their own policies. */
function speaksOf(statement: Statement, principal: Principal, accountId: string): boolean {
  const { principal: spoken } = statement;
  if (spoken === undefined) return false;
  if (spoken.aws.includes('*')) return true;
  if (principal.kind === 'service') return spoken.services.includes(principal.service);
  const named = (who: string): boolean => principal.kind === 'role' && who === principal.roleArn;
  const account = (who: string): boolean => who === accountId || who.endsWith(`::${accountId}:root`);
  return spoken.aws.some((who) => named(who) || (statement.effect === 'Deny' && account(who)));
}

/** Loopback counts as a secure transport: on AWS every one of these calls would be made over TLS. */
function contextOf(request: AuthorizationRequest, accountId: string): RequestContext {
  const { principal } = request;
  const entries: [string, string][] = [
    ['aws:securetransport', 'true'],
    ['s3:tlsversion', '1.3'],
  ];
  if (principal.kind === 'service') entries.push(['aws:sourcearn', principal.sourceArn], ['aws:sourceaccount', accountId]);
  if (principal.kind === 'role') entries.push(['aws:principalarn', principal.roleArn], ['aws:principalaccount', accountId]);
  for (const [key, value] of Object.entries(request.context ?? {})) entries.push([key.toLowerCase(), value]);
  return new Map(entries);
}

function whoIs(principal: Principal, template: ResolvedTemplate): string {
  const { partition, accountId } = template.place;
  switch (principal.kind) {
    case 'role': {
      const name = principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1);
      return `User: arn:${partition}:sts::${accountId}:assumed-role/${name}/laptop`;
    }
    case 'service':
      return `User: ${principal.service} (for ${principal.sourceArn})`;
    case 'account':
      return `User: arn:${partition}:iam::${accountId}:root`;
  }
}
