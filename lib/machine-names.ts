import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export type MachineName = 'release' | 'deadline';

/**
 * Machines have fixed names, because the relay starts them and their functions wake the relay:
 * references in both directions would be a circle that cannot be deployed.
 */
export function machineNameOf(stage: string, machine: MachineName): string {
  return `fabu-${stage}-${machine}`;
}

export function machineArnOf(scope: Construct, stage: string, machine: MachineName): string {
  return Stack.of(scope).formatArn({ service: 'states', resource: 'stateMachine', resourceName: machineNameOf(stage, machine), arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

/** Every execution of the machine, whatever its name. */
export function executionArnsOf(scope: Construct, stage: string, machine: MachineName): string {
  return Stack.of(scope).formatArn({ service: 'states', resource: 'execution', resourceName: `${machineNameOf(stage, machine)}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
