import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startLaptop } from '../../local/boot/start-laptop.ts';
import { changedAssembly, resourceIn, type Resource, type Template } from './changed-assembly.ts';
import { freePort } from './free-port.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Resolves when nobody listens there. */
function nobodyListens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

/** The message of the refusal, after which nothing may be left: no port, no folder, no handle. */
async function refusalOf(change: (template: Template) => void): Promise<string> {
  const assembly = changedAssembly(change);
  const parent = mkdtempSync(join(tmpdir(), 'fabu-refused-'));
  folders.push(assembly, parent);
  const port = await freePort();
  const given = join(parent, 'data');
  const message = await startLaptop({ port, data: given, fresh: false, empty: true, now: undefined }, assembly).then(
    async (laptop) => {
      await laptop.stop();
      return 'It started.';
    },
    (error: unknown) => (error as Error).message,
  );
  expect(existsSync(given), 'a half-made data folder').toBe(false);
  expect(readdirSync(parent)).toEqual([]);
  expect(await nobodyListens(port)).toBe(true);
  return message;
}

const machine = (template: Template): Resource => resourceIn(template, 'AWS::StepFunctions::StateMachine', 'DeadlinesDeadlineMachine');

/** Changes the text of the deadline machine's definition, in whatever form the template has it. */
function inDefinition(template: Template, from: string, to: string): void {
  const { Properties } = machine(template);
  const changed = JSON.stringify(Properties['DefinitionString']).replace(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1));
  expect(changed).not.toBe(JSON.stringify(Properties['DefinitionString']));
  Properties['DefinitionString'] = JSON.parse(changed);
}

const cases: readonly (readonly [string, (template: Template) => void, RegExp])[] = [
  [
    'a resource that is not served',
    ({ Resources }) => {
      Resources['Stream'] = { Type: 'AWS::Kinesis::Stream', Properties: {} };
    },
    /^Stream is an AWS::Kinesis::Stream, which the laptop does not serve\.$/,
  ],
  [
    'a property that is not served',
    (template) => {
      resourceIn(template, 'AWS::DynamoDB::Table', 'Records').Properties['StreamSpecification'] = { StreamViewType: 'NEW_IMAGE' };
    },
    /^RecordsTable\w+ .*has the property StreamSpecification\S*, which the laptop does not serve for an AWS::DynamoDB::Table\.$/,
  ],
  [
    'several things at once, each by its name',
    ({ Resources }) => {
      Resources['Stream'] = { Type: 'AWS::Kinesis::Stream', Properties: {} };
      Resources['Vpc'] = { Type: 'AWS::EC2::VPC', Properties: {} };
    },
    /^Stream is .*\nVpc is .*$/,
  ],
  ['an ASL field that is not served', (template) => inDefinition(template, '"StartAt"', '"Startup": 1, "StartAt"'), /DeadlinesDeadlineMachine\w+.*Startup/],
  ['a state that leads nowhere', (template) => inDefinition(template, '"Next": "Ring"', '"Next": "Wring"'), /DeadlinesDeadlineMachine\w+.*Wring/],
  ['a broken expression', (template) => inDefinition(template, '{% $states.input.bellAt %}', '{% $states.input.( %}'), /DeadlinesDeadlineMachine\w+.*Invalid State Machine Definition/],
  [
    'a placeholder without its substitution',
    (template) => {
      machine(template).Properties['DefinitionSubstitutions'] = {};
    },
    /DeadlinesDeadlineMachine\w+ .*has no substitution for the placeholder \w+/,
  ],
  [
    'references in a circle',
    (template) => {
      const relay = resourceIn(template, 'AWS::Lambda::Function', 'RelayFunction');
      const sweep = resourceIn(template, 'AWS::Lambda::Function', 'SweeperSweepFunction');
      const [relayId, sweepId] = [relay, sweep].map((resource) => Object.keys(template.Resources).find((id) => template.Resources[id] === resource));
      relay.Properties['Description'] = { Ref: sweepId };
      sweep.Properties['Description'] = { Ref: relayId };
    },
    /The references .*RelayFunction\w+.* are a cycle\./,
  ],
  [
    'a reference to what is not there',
    (template) => {
      resourceIn(template, 'AWS::Lambda::Function', 'RelayFunction').Properties['Description'] = { Ref: 'Nobody' };
    },
    /RelayFunction\w+.*Nobody/,
  ],
  [
    'a parameter that has no value',
    (template) => {
      template.Parameters['Mailbox'] = { Type: 'String' } as object;
      resourceIn(template, 'AWS::Lambda::Function', 'RelayFunction').Properties['Description'] = { Ref: 'Mailbox' };
    },
    /parameter Mailbox/i,
  ],
  [
    'a role that its function may not take on',
    (template) => {
      const document = resourceIn(template, 'AWS::IAM::Role', 'RelayRole').Properties['AssumeRolePolicyDocument'] as { Statement: { Principal: object }[] };
      document.Statement.forEach((statement) => Object.assign(statement, { Principal: { Service: 'ec2.amazonaws.com' } }));
    },
    /RelayFunction\w+ .*which lambda\.amazonaws\.com may not take on/,
  ],
];

it.each(cases)('a template with %s is refused by name, and nothing is left half-started', async (_, change, message) => {
  expect(await refusalOf(change)).toMatch(message);
});
