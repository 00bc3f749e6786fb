import type { ResolvedTemplate } from './load-template.ts';
import { fillSub } from './references.ts';
import { readProperties, type Properties } from './read-properties.ts';
import { isRecord, TemplateFault } from './template.ts';

/** What the template says about functions, their aliases and permissions, and state machines. */
export interface FunctionDeclaration {
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  /** `file.export` within the folder. */
  readonly handler: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly deadLetterArn?: string;
  /** The alias names under which it may be invoked, beside its version `1` and `$LATEST`. */
  readonly aliases: readonly string[];
  /** How an asynchronous invocation of a qualifier (an alias, or `$LATEST`) is tried again. */
  readonly asynchronous: Readonly<Record<string, AsynchronousPolicy>>;
}

export interface AsynchronousPolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

export interface AliasDeclaration {
  readonly logicalId: string;
  readonly arn: string;
  readonly functionName: string;
  readonly name: string;
}

export interface PermissionDeclaration {
  readonly logicalId: string;
  /** The function or alias ARN that may be invoked. */
  readonly resourceArn: string;
  readonly action: string;
  /** A service principal such as `events.amazonaws.com`, or an ARN or account. */
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

export interface StateMachineDeclaration {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The definition with its substitutions filled in. */
  readonly definition: string;
}

const RUNTIME = /^nodejs(\d+)\.x$/;

/** A resource's resolved properties with typed access. */
export function propertiesOf(template: ResolvedTemplate, logicalId: string): Properties {
  return readProperties(template.resolved(logicalId), template.nameOf(logicalId));
}

export function functionsOf(template: ResolvedTemplate): FunctionDeclaration[] {
  const aliases = aliasesOf(template);
  return template.ofType('AWS::Lambda::Function').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const functionName = template.ref(logicalId);
    const runtime = properties.text('Runtime');
    if (!RUNTIME.test(runtime)) throw new TemplateFault(`${template.nameOf(logicalId)} runs on ${runtime}; the laptop runs Node only.`);
    const deadLetterArn = properties.block('DeadLetterConfig').optionalText('TargetArn');
    return {
      logicalId,
      functionName,
      arn: template.attribute(logicalId, 'Arn'),
      handler: properties.text('Handler'),
      directory: template.assetPath(properties.block('Code').text('S3Key')),
      environment: textsIn(properties.block('Environment').block('Variables')),
      roleArn: properties.text('Role'),
      timeoutSeconds: properties.integer('Timeout', 3),
      memoryMegabytes: properties.integer('MemorySize', 128),
      aliases: aliases.filter((alias) => alias.functionName === functionName).map((alias) => alias.name),
      asynchronous: asynchronousPoliciesOf(template, functionName),
      ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    };
  });
}

function asynchronousPoliciesOf(template: ResolvedTemplate, functionName: string): Record<string, AsynchronousPolicy> {
  const configurations = template.ofType('AWS::Lambda::EventInvokeConfig').map((id) => propertiesOf(template, id));
  return Object.fromEntries(
    configurations
      .filter((properties) => properties.text('FunctionName') === functionName)
      .map((properties) => [
        properties.text('Qualifier'),
        { maximumRetryAttempts: properties.integer('MaximumRetryAttempts', 2), maximumEventAgeSeconds: properties.integer('MaximumEventAgeInSeconds', 21_600) },
      ]),
  );
}

function textsIn(properties: Properties): Record<string, string> {
  return Object.fromEntries(Object.keys(properties.raw).map((name) => [name, properties.text(name)]));
}

export function aliasesOf(template: ResolvedTemplate): AliasDeclaration[] {
  return template.ofType('AWS::Lambda::Alias').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    return { logicalId, arn: template.ref(logicalId), functionName: properties.text('FunctionName'), name: properties.text('Name') };
  });
}

export function permissionsOf(template: ResolvedTemplate): PermissionDeclaration[] {
  return template.ofType('AWS::Lambda::Permission').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const target = properties.text('FunctionName');
    const { partition, region, accountId } = template.place;
    const sourceArn = properties.optionalText('SourceArn');
    const sourceAccount = properties.optionalText('SourceAccount');
    return {
      logicalId,
      resourceArn: target.startsWith('arn:') ? target : `arn:${partition}:lambda:${region}:${accountId}:function:${target}`,
      action: properties.text('Action'),
      principal: properties.text('Principal'),
      ...(sourceArn === undefined ? {} : { sourceArn }),
      ...(sourceAccount === undefined ? {} : { sourceAccount }),
    };
  });
}

export function stateMachinesOf(template: ResolvedTemplate): StateMachineDeclaration[] {
  return template.ofType('AWS::StepFunctions::StateMachine').map((logicalId) => {
    const properties = propertiesOf(template, logicalId);
    const type = properties.optionalText('StateMachineType') ?? 'STANDARD';
    if (type !== 'STANDARD' && type !== 'EXPRESS') throw new TemplateFault(`${template.nameOf(logicalId)} is of the type ${type}, which does not exist.`);
    return {
      logicalId,
      name: template.attribute(logicalId, 'Name'),
      arn: template.ref(logicalId),
      roleArn: properties.text('RoleArn'),
      type,
      definition: substituted(template, logicalId, properties),
    };
  });
}

function substituted(template: ResolvedTemplate, logicalId: string, properties: Properties): string {
  const substitutions = isRecord(properties.raw.DefinitionSubstitutions) ? properties.block('DefinitionSubstitutions') : readProperties({}, logicalId);
  return fillSub(properties.text('DefinitionString'), (name) => {
    const value = substitutions.optionalText(name);
    if (value === undefined) throw new TemplateFault(`${template.nameOf(logicalId)} has no substitution for the placeholder ${name} of its definition.`);
    return value;
  });
}
