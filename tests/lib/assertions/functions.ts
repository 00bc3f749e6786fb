import { at, flatten, isCdkOwn, list, ofType, pathOf, type Resource, type Template } from './template.ts';

/** Our functions by construct path, CDK's own left out. */
export function functionsOf(template: Template): [string, Resource][] {
  return ofType(template, 'AWS::Lambda::Function')
    .filter(([id]) => !isCdkOwn(id))
    .map(([id, resource]) => [pathOf(id).replace(/Function$/, ''), resource]);
}

/** Construct paths of the functions whose property differs from what every function of the house has. */
export function functionsWithout(template: Template, expected: unknown, ...property: readonly (string | number)[]): string[] {
  return functionsOf(template)
    .filter(([, { Properties }]) => at(Properties, ...property) !== expected)
    .map(([path]) => path);
}

/** Functions that are invoked without anybody waiting for the answer: by the relay's callers, schedules and rules. */
export const asynchronous = ['FailedExecutionsSettleExecution', 'Relay', 'SealsSeal', 'SweeperSweep'];

export function functionsWithoutDeadLetters(template: Template): string[] {
  return functionsOf(template)
    .filter(([path, { Properties }]) => asynchronous.includes(path) && at(Properties, 'DeadLetterConfig', 'TargetArn') === undefined)
    .map(([path]) => path);
}

/** References to a function itself where its alias belongs: a running machine would lose the version it began with. */
export function unqualifiedReferences(template: Template): string[] {
  const functions = new Set(ofType(template, 'AWS::Lambda::Function').filter(([id]) => !isCdkOwn(id)).map(([id]) => id));
  const may = ['AWS::Lambda::Version', 'AWS::Lambda::Alias'];
  return Object.entries(template.Resources)
    .filter(([, { Type, Properties }]) => {
      const text = JSON.stringify(Properties ?? {});
      return !may.includes(Type) && [...functions].some((id) => text.includes(`"${id}"`));
    })
    .map(([id]) => id);
}

export function environmentOf(template: Template, path: string): Record<string, string> {
  const found = functionsOf(template).find(([each]) => each === path);
  const variables = at(found?.[1].Properties, 'Environment', 'Variables') as Record<string, unknown>;
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, flatten(value)]));
}

/** Our functions that write somewhere else than to a log group of the template, or to none. */
export function functionsWithoutLogGroup(template: Template): string[] {
  return functionsOf(template)
    .filter(([, { Properties }]) => template.Resources[at(Properties, 'LoggingConfig', 'LogGroup', 'Ref') as string]?.Type !== 'AWS::Logs::LogGroup')
    .map(([path]) => path);
}

/** Versions that a deploy would delete under running machines. */
export function fleetingVersions(template: Template): string[] {
  return ofType(template, 'AWS::Lambda::Version')
    .filter(([, { DeletionPolicy, UpdateReplacePolicy }]) => DeletionPolicy !== 'Retain' || UpdateReplacePolicy !== 'Retain')
    .map(([id]) => id);
}

/** Routes without the JWT authorizer, as `METHOD /path`. */
export function openRoutes(template: Template): string[] {
  const authorizers = ofType(template, 'AWS::ApiGatewayV2::Authorizer').filter(([, { Properties }]) => at(Properties, 'AuthorizerType') === 'JWT').map(([id]) => id);
  return ofType(template, 'AWS::ApiGatewayV2::Route')
    .filter(([, { Properties }]) => at(Properties, 'AuthorizationType') !== 'JWT' || !authorizers.includes(at(Properties, 'AuthorizerId', 'Ref') as string))
    .map(([, { Properties }]) => at(Properties, 'RouteKey') as string)
    .sort();
}

/** Construct paths of the functions behind the given routes. */
export function functionsBehind(template: Template, routes: readonly string[]): string[] {
  const targets = ofType(template, 'AWS::ApiGatewayV2::Route')
    .filter(([, { Properties }]) => routes.includes(at(Properties, 'RouteKey') as string))
    .flatMap(([, { Properties }]) => list(at(Properties, 'Target', 'Fn::Join', 1)))
    .map((part) => at(part, 'Ref') as string | undefined)
    .filter((id) => id !== undefined);
  const aliases = [...new Set(targets)].map((id) => at(template.Resources[id]?.Properties, 'IntegrationUri', 'Ref') as string);
  return aliases.map((id) => pathOf(id).replace(/Live$/, ''));
}
