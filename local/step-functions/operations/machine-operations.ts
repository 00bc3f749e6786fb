import { randomUUID } from 'node:crypto';
import type { Finding } from '../definition/findings.ts';
import { readDefinition } from '../definition/read-machine.ts';
import { ServiceFault } from '../faults.ts';
import { checkMachineArn, checkName, machineArn, parseExecutionArn, type Place } from '../names.ts';
import type { Executions } from '../storage/executions.ts';
import type { MachineRow, Machines } from '../storage/machines.ts';
import { allowOnly, oneOf, optionalText, pageSize, pageStart, pageToken, seconds, text, type Operation, type Reply, type Request } from './request.ts';

export interface MachineParts {
  readonly place: Place;
  readonly machines: Machines;
  readonly executions: Executions;
  readonly now: () => number;
}

const LARGEST_DEFINITION = 1_048_576;
const NO_LOGGING = { includeExecutionData: false, level: 'OFF' };

export function machineOperations(parts: MachineParts): Record<string, Operation> {
  return {
    CreateStateMachine: (request) => create(parts, request),
    UpdateStateMachine: (request) => update(parts, request),
    DeleteStateMachine: (request) => {
      allowOnly(request, ['stateMachineArn']);
      parts.machines.remove(checkMachineArn(request['stateMachineArn']));
      return {};
    },
    DescribeStateMachine: (request) => {
      allowOnly(request, ['stateMachineArn', 'includedData']);
      return describe(findMachine(parts.machines, request['stateMachineArn']));
    },
    DescribeStateMachineForExecution: (request) => describeForExecution(parts, request),
    ListStateMachines: (request) => list(parts, request),
    ValidateStateMachineDefinition: (request) => validate(parts, request),
  };
}

export function findMachine(machines: Machines, arn: unknown): MachineRow {
  const row = machines.find(checkMachineArn(arn));
  if (row === undefined) throw new ServiceFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${String(arn)}'`);
  return row;
}

function create(parts: MachineParts, request: Request): Reply {
  allowOnly(request, ['name', 'definition', 'roleArn', 'type', 'loggingConfiguration', 'tracingConfiguration', 'tags', 'publish']);
  const name = checkName(request['name']);
  const definition = checkDefinition(parts, name, text(request, 'definition'));
  if (request['publish'] === true) throw new ServiceFault('ValidationException', 'Versions of state machines are not served locally.');
  if (oneOf(request, 'type', ['STANDARD', 'EXPRESS']) === 'EXPRESS') {
    throw new ServiceFault('StateMachineTypeNotSupported', `The state machine '${name}' is EXPRESS; only STANDARD is served locally.`);
  }
  const role = checkRole(text(request, 'roleArn'));
  const arn = machineArn(parts.place, name);
  const before = parts.machines.find(arn);
  if (before === undefined) {
    parts.machines.insert({ arn, name, text: definition, role, logging: json(request['loggingConfiguration']), tracing: json(request['tracingConfiguration']) });
  } else if (before.text !== definition) {
    throw new ServiceFault('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
  }
  return { creationDate: seconds(before?.created ?? parts.now()), stateMachineArn: arn };
}

function update(parts: MachineParts, request: Request): Reply {
  allowOnly(request, ['stateMachineArn', 'definition', 'roleArn', 'loggingConfiguration', 'tracingConfiguration']);
  const row = findMachine(parts.machines, request['stateMachineArn']);
  const definition = optionalText(request, 'definition');
  const role = optionalText(request, 'roleArn');
  const { loggingConfiguration, tracingConfiguration } = request;
  if (definition === undefined && role === undefined && loggingConfiguration == null && tracingConfiguration == null) {
    const message = 'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified';
    throw new ServiceFault('MissingRequiredParameter', message);
  }
  const revision = randomUUID();
  parts.machines.update(row, {
    text: definition === undefined ? row.text : checkDefinition(parts, row.name, definition),
    role: role === undefined ? row.role : checkRole(role),
    revision,
    logging: json(loggingConfiguration) ?? row.logging,
    tracing: json(tracingConfiguration) ?? row.tracing,
  });
  return { updateDate: seconds(parts.now()), revisionId: revision };
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

function checkRole(arn: string): string {
  if (!arn.startsWith('arn:')) throw new ServiceFault('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  return arn;
}

/** Answers the text of a definition that can be carried out; throws InvalidDefinition with every reason why not. */
export function checkDefinition(parts: Pick<MachineParts, 'now'>, name: string, definition: string): string {
  if (definition.length > LARGEST_DEFINITION) throw invalidDefinition('The definition is larger than 1048576 characters');
  const { faults, unserved } = readDefinition(definition, { express: false, now: parts.now });
  if (faults.length > 0) throw invalidDefinition(faults.map(described).join(', '));
  if (unserved.length > 0) throw invalidDefinition(`${unserved.map(described).join(', ')} (state machine '${name}')`);
  return definition;
}

const described = (finding: Finding): string => `${finding.code}: ${finding.message} at ${finding.location}`;

function invalidDefinition(reasons: string): ServiceFault {
  return new ServiceFault('InvalidDefinition', `Invalid State Machine Definition: '${reasons}'`);
}

/** Answers what AWS would: a definition that AWS takes is OK here, though creating it may still be refused as not served. */
function validate(parts: MachineParts, request: Request): Reply {
  allowOnly(request, ['definition', 'type', 'severity', 'maxResults']);
  const express = oneOf(request, 'type', ['STANDARD', 'EXPRESS']) === 'EXPRESS';
  const { faults } = readDefinition(text(request, 'definition'), { express, now: parts.now });
  const limit = pageSize(request);
  const diagnostics = faults.slice(0, limit).map((finding) => ({ severity: 'ERROR', ...finding }));
  return { result: faults.length === 0 ? 'OK' : 'FAIL', diagnostics, truncated: faults.length > limit };
}

function describe(row: MachineRow): Reply {
  return {
    stateMachineArn: row.arn,
    name: row.name,
    status: 'ACTIVE',
    definition: row.text,
    roleArn: row.role,
    type: 'STANDARD',
    creationDate: seconds(row.created),
    ...configurations(row),
    ...(row.revision === null ? {} : { revisionId: row.revision }),
  };
}

function configurations(row: Pick<MachineRow, 'logging' | 'tracing'> | undefined): Reply {
  return {
    loggingConfiguration: row?.logging == null ? NO_LOGGING : (JSON.parse(row.logging) as unknown),
    tracingConfiguration: row?.tracing == null ? { enabled: false } : (JSON.parse(row.tracing) as unknown),
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
  };
}

function describeForExecution(parts: MachineParts, request: Request): Reply {
  allowOnly(request, ['executionArn', 'includedData']);
  const { machine, name } = parseExecutionArn(request['executionArn']);
  const execution = parts.executions.find(machine, name);
  if (execution === undefined) throw new ServiceFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(request['executionArn'])}'`);
  const row = parts.machines.find(machine);
  return {
    stateMachineArn: machine,
    name: machine.split(':').at(-1),
    definition: parts.machines.textOf(execution.definition),
    roleArn: execution.role,
    updateDate: seconds(row?.updated ?? execution.started),
    ...configurations(row),
  };
}

function list(parts: MachineParts, request: Request): Reply {
  allowOnly(request, ['maxResults', 'nextToken']);
  const limit = pageSize(request);
  const rows = parts.machines.list(pageStart(request) ?? '', limit + 1);
  const page = rows.slice(0, limit);
  return {
    stateMachines: page.map((row) => ({ stateMachineArn: row.arn, name: row.name, type: 'STANDARD', creationDate: seconds(row.created) })),
    ...(rows.length > limit ? { nextToken: pageToken(page.at(-1)?.arn ?? '') } : {}),
  };
}
