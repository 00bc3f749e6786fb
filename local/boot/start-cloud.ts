import { join } from 'node:path';
import { Activity } from '../clock/activity.ts';
import { Clock } from '../clock/clock.ts';
import type { CloudWatch } from '../cloudwatch/create-cloudwatch.ts';
import { createIdentity, type RunningIdentity } from '../cognito/create-identity.ts';
import { Faults } from '../faults/faults.ts';
import { lateSignals, type KeptSignal, type SignalShelf } from '../faults/late-signals.ts';
import { staleIndexes } from '../faults/stale-indexes.ts';
import { invocationFaults } from '../faults/invocations.ts';
import { namesOf } from '../faults/names.ts';
import { unreachableLetters } from '../faults/unreachable-letters.ts';
import { unkindEngines } from '../faults/unkind-engines.ts';
import { createGateway } from '../gateway/create-gateway.ts';
import { createInvoker, type Invoker } from '../gateway/create-invoker.ts';
import { createAuthorizer } from '../iam/authorizer.ts';
import { checkRoles } from '../iam/check-roles.ts';
import { createFunctions, type Functions } from '../lambda/create-functions.ts';
import { openDeadLetters, type DeadLetters } from '../lambda/dead-letters.ts';
import { createSecrets } from '../secrets/create-secrets.ts';
import { createStepFunctions, type StepFunctions } from '../step-functions/engine.ts';
import { readAssembly } from '../template/assembly.ts';
import { functionsOf, stateMachinesOf } from '../template/compute.ts';
import { loadTemplate, type ResolvedTemplate } from '../template/load-template.ts';
import { secretsOf, tablesOf } from '../template/storage.ts';
import { userPoolsOf } from '../template/web.ts';
import { JOURNAL, openJournal, type Journal } from '../trace/journal.ts';
import { serve } from '../wire/serve.ts';
import type { RunningDistribution } from '../cloudfront/create-distribution.ts';
import { checkDatabases } from './check-databases.ts';
import { alarmsOf, startCloudWatch } from './cloudwatch.ts';
import { checkMachines } from './check-machines.ts';
import { Closing } from './closing.ts';
import { deployFiles } from './deploy-files.ts';
import { localNames, withLocalNames } from './local-names.ts';
import { readClockState, type DataFolder } from './data-folder.ts';
import { callsForMachines } from './engine-calls.ts';
import { openLogs, type Logs } from './logs.ts';
import { parametersOf, startPost, type Post } from './post.ts';
import { createTableInput, startDynamoDb, startS3 } from './storage.ts';
import { startEvents } from './events.ts';
import { tellingDenials } from './telling-denials.ts';
import { startDistribution } from './web.ts';

/** A file of 100 MB comes as one form: more than the laptop takes elsewhere, and far less than S3 takes. */
const LARGEST_UPLOAD_BYTES = 128 * 1024 * 1024;

export interface CloudOptions {
  /** The cloud assembly, `cdk.out`. */
  readonly assembly: string;
  readonly folder: DataFolder;
  /** What readers type: scheme, host and port. */
  readonly publicOrigin: string;
  /** Epoch milliseconds to set the virtual clock to; it goes on from the last run when undefined. */
  readonly now: number | undefined;
}

/** Everything of the template, running. */
export interface Cloud {
  readonly template: ResolvedTemplate;
  readonly clock: Clock;
  readonly identity: RunningIdentity;
  readonly stepFunctions: StepFunctions;
  readonly functions: Functions;
  readonly invoker: Invoker;
  readonly distribution: RunningDistribution;
  readonly deadLetters: DeadLetters;
  readonly logs: Logs;
  /** What functions did, to follow one thing through all of them. */
  readonly journal: Journal;
  /** What was measured, and the alarms that watch it. */
  readonly cloudWatch: CloudWatch;
  /** What would have left the laptop. */
  readonly post: Post;
  /** How unkind the laptop is at the moment. */
  readonly faults: Faults;
  /** Where SDK clients reach every engine. */
  readonly gatewayUrl: string;
  /** Goes on with what the last run left: executions first, then schedules. */
  resume(): void;
  close(): Promise<void>;
}

/**
 * Boots the template of an assembly. Throws by name what cannot be served, before anything has been started; whatever
 * else fails on the way, what was started is closed again.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const closing = new Closing();
  try {
    return await start(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start({ assembly, folder, publicOrigin, now }: CloudOptions, closing: Closing): Promise<Cloud> {
  const secrets = createSecrets(folder.place('secrets.json'));
  const synthesised = readAssembly(assembly);
  const template = loadTemplate(synthesised, { parameters: parametersOf(synthesised, publicOrigin), secretOf: (arn) => secrets.valueOf(arn) });
  secrets.adopt(secretsOf(template));
  const policies = createAuthorizer(template);
  checkRoles(template, policies);
  checkMachines(template, Date.now);
  const declaredAlarms = alarmsOf(template);
  checkDatabases(folder);
  const clock = new Clock(new Activity(), readClockState(folder), (state) => folder.write('clock.json', state));
  closing.add('clock', () => clock.close());
  if (now !== undefined) clock.startAt(now);
  const { region, accountId, partition } = template.place;
  const logs = openLogs(join(folder.path, 'logs'));
  closing.add('logs', () => logs.close());
  const journal = openJournal(join(logs.directory, JOURNAL), () => clock.now());
  closing.add('journal', () => journal.close());
  const authorizer = tellingDenials(policies, (message) => logs.line('access-denied', message));
  const faults = new Faults({ names: namesOf(template), tell: (line) => logs.line('faults', line) });
  closing.add('faults', () => faults.letGo());
  const deadLetters = unreachableLetters(faults, openDeadLetters(folder.place('dead-letters.sqlite')), (line) => logs.line('dead-letters', line));
  closing.add('dead-letters', () => deadLetters.close());
  const cloudWatch = startCloudWatch({ template, ...declaredAlarms, clock, folder, deadLetters });
  closing.add('cloudwatch', () => cloudWatch.close());

  const post = startPost({ template, folder, clock, secretOf: (arn) => secrets.valueOf(arn) });
  closing.add('post', () => post.mailbox.close());

  let gatewayUrl = '';
  const functions = createFunctions({
    functions: functionsOf(template),
    region,
    gatewayUrl: () => gatewayUrl,
    clock,
    deadLetters,
    onLog: ({ functionName, line }) => {
      logs.line(functionName, line);
      journal.wrote(functionName, line);
      cloudWatch.wrote(functionName, line);
    },
    isDown: (functionName) => faults.isDown(functionName),
    isDoubled: (functionName) => faults.strikes('doubledInvocations', 'lambda', functionName),
    onCall: (call) => {
      journal.called(call);
      cloudWatch.called(call.functionName, call.failed);
    },
  });
  closing.add('functions', () => functions.close());
  const invoker = createInvoker(template.place, authorizer, functions, invocationFaults(faults));
  const events = startEvents({ template, clock, invoker, folder, deadLetters, cloudWatch, logs });
  const dynamoDb = await startDynamoDb(template, folder);
  closing.add('dynamodb', () => dynamoDb.close());
  const s3 = startS3({ template, folder, clock, authorizer, secretFor: (key) => functions.secretOf(key) });
  closing.add('s3', () => s3.close());
  const stepFunctions = createStepFunctions({
    database: folder.place('step-functions.sqlite'),
    clock,
    region,
    accountId,
    partition,
    invokeFunction: callsForMachines(invoker),
    onStatusChange: events.onStatusChange,
  });
  closing.add('step-functions', () => stepFunctions.close());
  for (const machine of stateMachinesOf(template)) stepFunctions.createStateMachine(machine);
  const identity = await startIdentity(template, folder);
  closing.add('identity', () => identity.close());
  const distribution = startDistribution({ template, folder, clock, authorizer, invoker, s3, identity, faults, cloudWatch, logs });

  const isIssued = (token: string): boolean => stepFunctions.machineOfToken(token) !== undefined;
  const signals = lateSignals({ faults, activity: clock.activity, isIssued, shelf: shelfIn(folder) }, stepFunctions.service);
  closing.add('late-signals', () => signals.close());
  const engines = unkindEngines(faults, {
    dynamodb: staleIndexes({ faults, tables: tablesOf(template).map(createTableInput) }, dynamoDb.service),
    s3: s3.service,
    states: signals.service,
    lambda: functions.service,
    cloudfront: distribution.service,
    secretsmanager: secrets.service,
    ses: post.service,
  });
  const gateway = createGateway({
    place: template.place,
    authorizer,
    principalOf: (key) => functions.principalOf(key),
    machineOfToken: (token) => stepFunctions.machineOfToken(token),
    engines,
  });
  const gatewayServer = await serve(gateway.service, { maximumBodyBytes: LARGEST_UPLOAD_BYTES, onError: (error) => logs.problem('gateway', error) });
  closing.add('gateway', () => gatewayServer.close());
  gatewayUrl = `http://127.0.0.1:${gatewayServer.port}`;
  const localise = localNames(template, { identity: identity.url, gateway: gatewayUrl });
  deployFiles(template, s3, localise);

  return {
    template,
    clock,
    identity,
    stepFunctions,
    functions,
    invoker,
    distribution: withLocalNames(distribution, localise),
    deadLetters,
    logs,
    journal,
    post,
    cloudWatch,
    faults,
    gatewayUrl,
    resume: () => {
      stepFunctions.resume();
      signals.resume();
      events.resume();
      cloudWatch.resume();
    },
    close: () => closing.close(),
  };
}

function shelfIn(folder: DataFolder): SignalShelf {
  const name = 'late-signals.json';
  return { read: () => (folder.read(name) ?? []) as readonly KeptSignal[], write: (signals) => folder.write(name, signals) };
}

async function startIdentity(template: ResolvedTemplate, folder: DataFolder): Promise<RunningIdentity> {
  const [pool] = userPoolsOf(template);
  if (pool === undefined) throw new Error('The template has no user pool; the laptop signs people in with one.');
  return createIdentity({ pool, clients: pool.clients, region: template.place.region, file: folder.place('identity.sqlite') });
}
