import type { FunctionDeclaration } from '../template/compute.ts';
import { InvocationRefused } from './invocation.ts';

/** A function as somebody has asked for it. */
export interface Target {
  readonly declaration: FunctionDeclaration;
  /** The ARN asked for, with its qualifier if there was one. */
  readonly arn: string;
  readonly version: string;
  /** `$LATEST` where none was given. */
  readonly qualifier: string;
}

const NAME = /^(?:arn:[a-z-]+:lambda:[a-z0-9-]+:|)(?:\d{12}:|)(?:function:|)([A-Za-z0-9_-]+)(?::([$A-Za-z0-9_-]+))?$/;

/** The name and qualifier in a name, partial ARN or ARN; undefined when it is none of these. */
export function parseFunctionName(text: string): { name: string; qualifier: string | undefined } | undefined {
  const [, name, qualifier] = NAME.exec(text) ?? [];
  return name === undefined ? undefined : { name, qualifier };
}

/** @throws InvocationRefused when there is no such function, alias or version */
export function findTarget(functions: ReadonlyMap<string, FunctionDeclaration>, functionName: string, given?: string): Target {
  const parsed = parseFunctionName(functionName);
  const declaration = parsed === undefined ? undefined : functions.get(parsed.name);
  const qualifier = parsed?.qualifier ?? given;
  if (declaration === undefined) throw new InvocationRefused('ResourceNotFoundException', 404, `Function not found: ${functionName}`);
  if (qualifier === undefined || qualifier === '$LATEST') return { declaration, arn: qualifier === undefined ? declaration.arn : `${declaration.arn}:$LATEST`, version: '$LATEST', qualifier: '$LATEST' };
  const arn = `${declaration.arn}:${qualifier}`;
  if (qualifier !== '1' && !declaration.aliases.includes(qualifier)) throw new InvocationRefused('ResourceNotFoundException', 404, `Function not found: ${arn}`);
  return { declaration, arn, version: '1', qualifier };
}
