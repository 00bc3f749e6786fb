import { GetExecutionHistoryCommand, ListExecutionsCommand, ListStateMachinesCommand, RedriveExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench, task, type Bench } from './bench-machine.ts';

let bench: Bench;
beforeEach(async () => (bench = await openBench()));
afterEach(() => bench.close());

/** Right in everything; each case changes one thing. */
const good = {
  Work: task({ Next: 'Ask' }),
  Ask: { Type: 'Choice', Choices: [{ Condition: "{% $states.input.a = 'b' %}", Next: 'Done' }], Default: 'Done' },
  Done: { Type: 'Succeed' },
};

const wrong: [string, object, RegExp][] = [
  ['a target that does not exist', { ...good, Work: task({ Next: 'Aks' }) }, /Missing 'Next' target: Aks at \/States\/Work\/Next/],
  ['a state that cannot be reached', { ...good, Lost: { Type: 'Succeed' } }, /State "Lost" is not reachable/],
  ['a misspelt field', { ...good, Work: task({ Next: 'Ask', Ouput: 1 }) }, /Field 'Ouput' is not supported at \/States\/Work/],
  ['a field of JSONPath', { ...good, Work: task({ Next: 'Ask', ResultPath: '$.a' }) }, /Field 'ResultPath' .* at \/States\/Work/],
  ['a broken expression', { ...good, Work: task({ Next: 'Ask', Output: '{% $states.input. %}' }) }, /not valid: S0\d+.* at \/States\/Work\/Output/],
  ['a misspelt member of $states', { ...good, Work: task({ Next: 'Ask', Output: '{% $states.reslut %}' }) }, /no member 'reslut'/],
  ['a misspelt member of the context', { ...good, Work: task({ Next: 'Ask', Output: '{% $states.context.State.Nam %}' }) }, /no member 'Nam'/],
  ['a result before there is one', { ...good, Work: task({ Next: 'Ask', Arguments: { FunctionName: '{% $states.result %}' } }) }, /no member 'result'/],
  ['$eval', { ...good, Work: task({ Next: 'Ask', Output: "{% $eval('1') %}" }) }, /\$eval is not supported/],
  ['a placeholder', { ...good, Work: task({ Next: 'Ask', Arguments: { FunctionName: '${Work}' } }) }, /placeholder \$\{Work\} was not substituted at \/States\/Work\/Arguments\/FunctionName/],
  ['an unknown resource', { ...good, Work: task({ Next: 'Ask', Resource: 'arn:aws:states:::sns:publish' }) }, /sns:publish' is not served.* at \/States\/Work\/Resource/],
  ['a state type that is not known', { ...good, Work: { Type: 'Sleep', Next: 'Ask' } }, /Sleep.*not known at \/States\/Work\/Type/],
  ['a function without a name', { ...good, Work: task({ Next: 'Ask', Arguments: { Payload: 1 } }) }, /'FunctionName' is required/],
  ['an argument that is not served', { ...good, Work: task({ Next: 'Ask', Arguments: { FunctionName: 'f', InvocationType: 'Event' } }) }, /'InvocationType' of lambda:invoke is not served/],
  ['an unknown error name of AWS', { ...good, Work: task({ Next: 'Ask', Retry: [{ ErrorEquals: ['States.TaskFialed'] }] }) }, /States.TaskFialed' is not known/],
  ['a catch-all that is not the last', { ...good, Work: task({ Next: 'Ask', Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Busy'] }] }) }, /States.ALL/],
  ['neither Next nor End', { ...good, Work: task({}) }, /either 'Next' or 'End'/],
  ['a Map that is distributed', { All: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'In', States: { In: { Type: 'Succeed' } } }, End: true } }, /Only the mode INLINE/],
  ['a Wait that does not say how long', { Stay: { Type: 'Wait', End: true } }, /exactly one of/],
  ['a heartbeat longer than the timeout', { Work: task({ HeartbeatSeconds: 9, TimeoutSeconds: 9, End: true }) }, /HeartbeatSeconds/],
];

describe('a definition is refused when it is created, by name', () => {
  it.each(wrong)('%s', async (_what, states, reason) => {
    await expect(bench.create(states)).rejects.toMatchObject({ name: 'InvalidDefinition', message: expect.stringMatching(reason) as string });
    expect(bench.engine.counts().machines).toBe(0);
  });

  it('the same machine without a fault is taken', async () => {
    await bench.create(good);
    expect(bench.engine.counts().machines).toBe(1);
  });

  it('JSONPath, naming the state and the machine', async () => {
    await expect(bench.create(good, { QueryLanguage: 'JSONPath' })).rejects.toThrow(/JSONPath is not served; the state 'Done'.*state machine 'machine-1'/);
  });

  it('bringing a machine to a faulty definition leaves it as it is', () => {
    const machine = { name: 'm', roleArn: 'arn:aws:iam::000000000000:role/r' };
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Work', States: good });
    const arn = bench.engine.createStateMachine({ ...machine, definition });
    expect(bench.engine.createStateMachine({ ...machine, definition })).toBe(arn);
    expect(() => bench.engine.createStateMachine({ ...machine, definition: definition.replace('Succeed', 'Suceed') })).toThrow(/Suceed/);
    expect(bench.engine.counts().machines).toBe(1);
  });
});

describe('the API', () => {
  it('says so when it does not know an operation or a member', async () => {
    const executionArn = 'arn:aws:states:eu-central-1:000000000000:execution:m:n';
    await expect(bench.client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({ name: 'UnknownOperationException' });
    const arn = await bench.create(good);
    await expect(bench.client.send(new ListExecutionsCommand({ stateMachineArn: arn, redriveFilter: 'REDRIVEN' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('redriveFilter') as string,
    });
  });

  it('pages lists and histories both ways without losing or doubling anything', async () => {
    const arn = await bench.create(good);
    for (const name of ['a', 'b', 'c']) await bench.start(arn, {}, name);
    await bench.create(good);
    const machines = await bench.client.send(new ListStateMachinesCommand({ maxResults: 1 }));
    expect((await bench.client.send(new ListStateMachinesCommand({ nextToken: machines.nextToken }))).stateMachines).toHaveLength(1);
    const first = await bench.client.send(new ListExecutionsCommand({ stateMachineArn: arn, maxResults: 2 }));
    const second = await bench.client.send(new ListExecutionsCommand({ stateMachineArn: arn, maxResults: 2, nextToken: first.nextToken }));
    expect([...(first.executions ?? []), ...(second.executions ?? [])].map((one) => one.name)).toEqual(['c', 'b', 'a']);
    expect(second.nextToken).toBeUndefined();
    const executionArn = first.executions?.[0]?.executionArn;
    const ids: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await bench.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 4, reverseOrder: true, nextToken }));
      ids.push(...(page.events ?? []).map((event) => event.id ?? 0));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const whole = await bench.history(executionArn ?? '');
    expect(ids).toEqual(whole.map((event) => event.id).reverse());
  });
});
