import { randomUUID } from 'node:crypto';
import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Declared, type Properties } from '../wire/known-properties.ts';
import type { Deliveries, RetryPolicy } from './deliveries.ts';
import { compilePattern } from './pattern.ts';

export interface RuleOptions {
  /** AWS::Events::Rule on the default bus. */
  readonly rules: readonly Declared[];
  readonly deliveries: Deliveries;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

/** What happened, without the envelope that the bus puts around it. */
export interface Happening {
  readonly source: string;
  readonly detailType: string;
  /** Virtual clock, epoch milliseconds. */
  readonly at: number;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Target {
  readonly Arn: string;
  readonly Input?: string;
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn: string };
}

interface Rule {
  readonly logicalId: string;
  readonly matches: (event: unknown) => boolean;
  readonly sourceArn: string;
  readonly targets: readonly Target[];
}

/** The default event bus: hands each happening to the functions of the rules that match it. */
export function createRules(options: RuleOptions): (happening: Happening) => void {
  const rules = options.rules.map((declared) => readRule(declared, options)).filter((rule) => rule !== undefined);
  return (happening) => {
    const event = envelope(happening, options);
    for (const rule of rules.filter((one) => one.matches(event))) {
      for (const target of rule.targets) {
        options.deliveries.send({
          from: rule.logicalId,
          functionArn: target.Arn,
          payload: target.Input ?? JSON.stringify(event),
          principal: { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.sourceArn },
          retry: target.RetryPolicy ?? {},
          deadLetterArn: target.DeadLetterConfig?.Arn,
        });
      }
    }
  };
}

function readRule({ logicalId, id, properties }: Declared, { partition, region, accountId }: RuleOptions): Rule | undefined {
  refuseUnknown(logicalId, properties, ['Name', 'Description', 'EventBusName', 'EventPattern', 'State', 'Tags', 'Targets']);
  refuseUnless(logicalId, 'EventBusName', properties['EventBusName'] ?? 'default', ['default']);
  refuseUnless(logicalId, 'State', properties['State'] ?? 'ENABLED', ['ENABLED', 'DISABLED']);
  const targets = (properties['Targets'] ?? []) as readonly (Target & Properties)[];
  for (const target of targets) {
    refuseUnknown(`${logicalId} target`, target, ['Arn', 'Id', 'Input', 'RetryPolicy', 'DeadLetterConfig']);
    if (!/:lambda:[^:]*:\d*:function:/.test(target.Arn)) throw new UnsupportedInTemplate(logicalId, `target ${target.Arn} is no function.`);
  }
  const matches = compilePattern(`${logicalId}.EventPattern`, properties['EventPattern']);
  if (properties['State'] === 'DISABLED') return undefined;
  return { logicalId, matches, sourceArn: `arn:${partition}:events:${region}:${accountId}:rule/${id}`, targets };
}

function envelope(happening: Happening, { accountId, region }: RuleOptions): Record<string, unknown> {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': happening.detailType,
    source: happening.source,
    account: accountId,
    time: `${new Date(happening.at).toISOString().slice(0, 19)}Z`,
    region,
    resources: happening.resources,
    detail: happening.detail,
  };
}

/** An execution as the Step Functions engine describes it when its status changes. Instants are epoch milliseconds. */
export interface ExecutionStatus {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate?: number | null;
  readonly input?: string;
  readonly output?: string | null;
  readonly error?: string | null;
  readonly cause?: string | null;
}

const LARGEST_DATA_BYTES = 248 * 1024;

/** The event that Step Functions sends when a standard execution starts or ends; data above 248 KB is left out. */
export function executionStatusChange(execution: ExecutionStatus, at: number): Happening {
  const { input = '{}', output = null } = execution;
  const fits = Buffer.byteLength(input) + Buffer.byteLength(output ?? '') <= LARGEST_DATA_BYTES;
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    at,
    resources: [execution.executionArn],
    detail: {
      executionArn: execution.executionArn,
      stateMachineArn: execution.stateMachineArn,
      name: execution.name,
      status: execution.status,
      startDate: execution.startDate,
      stopDate: execution.stopDate ?? null,
      input: fits ? input : null,
      output: fits ? output : null,
      inputDetails: { included: fits },
      outputDetails: output === null ? null : { included: fits },
      error: execution.error ?? null,
      cause: execution.cause ?? null,
    },
  };
}
