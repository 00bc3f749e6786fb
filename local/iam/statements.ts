import { isRecord, TemplateFault } from '../template/template.ts';
import { compileCondition, type RequestContext } from './conditions.ts';
import { matchesAction, matchesPattern } from './wildcard.ts';

/** A policy statement ready to be asked. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Only in resource policies: whom it speaks of. */
  readonly principal?: StatementPrincipal;
  covers(action: string, resource: string, context: RequestContext): boolean;
}

/** ARNs (or `*`, or an account) and service principals. */
export interface StatementPrincipal {
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

const KEYS = new Set(['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

/**
 * Compiles a policy document.
 * @param where names the policy, for messages
 * @throws TemplateFault naming the policy, for anything in it that is not served
 */
export function compilePolicy(document: unknown, where: string): Statement[] {
  if (!isRecord(document)) throw new TemplateFault(`${where} has no policy document.`);
  const { Statement: list } = document;
  return (Array.isArray(list) ? list : [list]).map((statement: unknown) => {
    if (!isRecord(statement)) throw new TemplateFault(`${where} has a statement that is not a block.`);
    return compileStatement(statement, where);
  });
}

function compileStatement(statement: Record<string, unknown>, where: string): Statement {
  const unknown = Object.keys(statement).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw new TemplateFault(`${where}: ${unknown} is not served in a statement.`);
  const { Effect: effect, Principal: principal, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw new TemplateFault(`${where}: a statement's Effect is Allow or Deny.`);
  const action = either(statement, 'Action', matchesAction, where);
  const resource = statement.Resource === undefined && statement.NotResource === undefined ? () => true : either(statement, 'Resource', matchesPattern, where);
  const holds = isRecord(condition) ? compileCondition(condition, where) : () => true;
  return {
    effect,
    ...(principal === undefined ? {} : { principal: compilePrincipal(principal, where) }),
    covers: (requested, on, context) => action(requested) && resource(on) && holds(context),
  };
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
function either(statement: Record<string, unknown>, name: string, matches: (pattern: string, value: string) => boolean, where: string): (value: string) => boolean {
  const positive = statement[name];
  const negative = statement[`Not${name}`];
  if ((positive === undefined) === (negative === undefined)) throw new TemplateFault(`${where}: a statement has either ${name} or Not${name}.`);
  const patterns = texts(positive ?? negative, where);
  return (value) => patterns.some((pattern) => matches(pattern, value)) === (positive !== undefined);
}

function compilePrincipal(principal: unknown, where: string): StatementPrincipal {
  if (principal === '*') return { aws: ['*'], services: [] };
  if (!isRecord(principal)) throw new TemplateFault(`${where}: a Principal is * or a block.`);
  const unknown = Object.keys(principal).find((kind) => kind !== 'AWS' && kind !== 'Service');
  if (unknown !== undefined) throw new TemplateFault(`${where}: the principal kind ${unknown} is not served.`);
  return { aws: texts(principal.AWS ?? [], where), services: texts(principal.Service ?? [], where) };
}

function texts(value: unknown, where: string): string[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (typeof item === 'string') return item;
    throw new TemplateFault(`${where}: ${JSON.stringify(item)} should be a string.`);
  });
}
