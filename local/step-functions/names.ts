import { ServiceFault } from './faults.ts';

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

const FORBIDDEN_IN_NAMES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/u;

/** Names of machines and executions, by the rule of the API. */
export function checkName(name: unknown): string {
  if (typeof name !== 'string' || name.length < 1 || name.length > 80 || FORBIDDEN_IN_NAMES.test(name)) {
    throw new ServiceFault('InvalidName', `Invalid Name: '${String(name)}'`);
  }
  return name;
}

export function machineArn(place: Place, name: string): string {
  return `arn:${place.partition}:states:${place.region}:${place.accountId}:stateMachine:${name}`;
}

export function executionArn(machine: string, name: string): string {
  return `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
}

function partsOf(arn: unknown, resourceType: string): string[] {
  if (typeof arn !== 'string' || !arn.startsWith('arn:')) {
    throw new ServiceFault('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${String(arn)}'`);
  }
  const parts = arn.split(':');
  if (parts[2] !== 'states' || parts[5] !== resourceType) {
    throw new ServiceFault('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${parts[5] ?? ''}'`);
  }
  return parts;
}

export function checkMachineArn(arn: unknown): string {
  return partsOf(arn, 'stateMachine').join(':');
}

/** Takes an execution's ARN apart; an execution is stored under its machine's ARN and its own name. */
export function parseExecutionArn(arn: unknown): { machine: string; name: string } {
  const parts = partsOf(arn, 'execution');
  return { machine: [...parts.slice(0, 5), 'stateMachine', parts[6]].join(':'), name: parts.slice(7).join(':') };
}
