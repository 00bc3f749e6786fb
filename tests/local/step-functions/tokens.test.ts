import { SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callback, openBench, SECOND, task, type Bench } from './bench-machine.ts';

let bench: Bench;
let tokens: string[];
let whileAsked: ((token: string) => Promise<void>) | undefined;

beforeEach(async () => {
  tokens = [];
  whileAsked = undefined;
  bench = await openBench({
    invoke: async ({ functionName, payload }) => {
      if (functionName !== 'ask') return { payload };
      const { token } = payload as { token: string };
      tokens.push(token);
      await whileAsked?.(token);
      return { payload: null };
    },
  });
});
afterEach(() => bench.close());

const succeed = (taskToken: string, output: unknown = 'yes'): Promise<unknown> =>
  bench.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));

async function ask(fields: object = {}, more: object = {}): Promise<string> {
  return bench.start(await bench.create({ Ask: callback({ End: true, ...fields }), ...more }));
}

describe('task tokens', () => {
  it('a task waits until its token is answered, and its output is the answer', async () => {
    const execution = await ask();
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    expect(bench.engine.counts().threads).toEqual({ token: 1 });
    await succeed(tokens[0]!, { decided: true });
    await bench.clock.activity.quiet();
    expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: { decided: true } });
  });

  it('an answer that comes while the function is still at work counts, and the function’s own end does not', async () => {
    whileAsked = async (token) => void (await succeed(token, 'early'));
    const execution = await ask({ Next: 'After', End: undefined }, { After: { Type: 'Wait', Seconds: 60, End: true } });
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.clock.moveTo(bench.clock.now() + 61 * SECOND);
    expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: 'early' });
    expect((await bench.history(execution)).filter((event) => event.type === 'TaskSubmitted')).toEqual([]);
  });

  it('a late or doubled token is TaskTimedOut, a made-up one InvalidToken', async () => {
    await ask();
    await succeed(tokens[0]!);
    await expect(succeed(tokens[0]!)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await expect(succeed('bm9uZQ==')).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(bench.client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0] }))).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('the token of an earlier attempt is not that of a later one', async () => {
    const execution = await ask({ Retry: [{ ErrorEquals: ['Again'], IntervalSeconds: 5 }] });
    await bench.client.send(new SendTaskFailureCommand({ taskToken: tokens[0], error: 'Again' }));
    await bench.clock.moveTo(bench.clock.now() + 6 * SECOND);
    expect(tokens).toHaveLength(2);
    await expect(succeed(tokens[0]!)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    await succeed(tokens[1]!);
    await bench.clock.activity.quiet();
    expect((await bench.describe(execution)).status).toBe('SUCCEEDED');
  });

  it('an output that is not JSON is refused and changes nothing', async () => {
    const execution = await ask();
    await expect(bench.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '{' }))).rejects.toMatchObject({ name: 'InvalidOutput' });
    expect((await bench.describe(execution)).status).toBe('RUNNING');
  });

  it('silence beyond HeartbeatSeconds times the task out; heartbeats keep it alive until TimeoutSeconds', async () => {
    const execution = await ask({ HeartbeatSeconds: '{% 30 %}', TimeoutSeconds: 100, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Silent' }] }, { Silent: { Type: 'Succeed' } });
    for (let beat = 0; beat < 2; beat += 1) {
      await bench.clock.moveTo(bench.clock.now() + 20 * SECOND);
      await bench.client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0] }));
    }
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.clock.moveTo(bench.clock.now() + 31 * SECOND);
    expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.Timeout', Cause: '' } });
  });

  it('a task that takes longer than TimeoutSeconds fails with States.Timeout, and its token is late', async () => {
    const execution = await ask({ TimeoutSeconds: 10 });
    await bench.clock.moveTo(bench.clock.now() + 11 * SECOND);
    expect(await bench.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
    await expect(succeed(tokens[0]!)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });
});

describe('stopping', () => {
  it('ends an execution for good: its token is late and its waits do not ring', async () => {
    const execution = await ask();
    await bench.client.send(new StopExecutionCommand({ executionArn: execution, error: 'Recalled', cause: 'by its author' }));
    expect(await bench.describe(execution)).toMatchObject({ status: 'ABORTED', error: 'Recalled', cause: 'by its author' });
    await expect(succeed(tokens[0]!)).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect(bench.engine.counts().threads).toEqual({});
  });

  it('a function at work when its execution is stopped changes nothing any more', async () => {
    let release = (): void => undefined;
    whileAsked = () => new Promise((resolve) => (release = resolve));
    const arn = await bench.create({ Ask: task({ Arguments: { FunctionName: 'ask', Payload: { token: 'none' } }, End: true }) });
    const started = bench.start(arn, {}, 'stopped');
    const execution = `${arn.replace(':stateMachine:', ':execution:')}:stopped`;
    await expect.poll(() => tokens.length, { interval: 5 }).toBe(1);
    await bench.client.send(new StopExecutionCommand({ executionArn: execution }));
    release();
    await started;
    expect((await bench.history(execution)).at(-1)?.type).toBe('ExecutionAborted');
  });
});
