import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, openBench, ROLE, SECOND, START, task, type Bench } from './bench-machine.ts';

let bench: Bench;
const calls: { roleArn: string; functionName: string; payload: unknown }[] = [];
let failures: number;

beforeEach(async () => {
  calls.length = 0;
  failures = 0;
  bench = await openBench({
    invoke: (call) => {
      calls.push(call);
      if (call.functionName === 'forbidden') throw Object.assign(new Error('not allowed'), { name: 'Lambda.AccessDeniedException' });
      if (failures-- > 0) return Promise.resolve({ payload: null, functionError: { errorType: 'Busy', errorMessage: 'try later' } });
      return Promise.resolve({ payload: call.payload });
    },
  });
});
afterEach(() => bench.close());

async function outcome(states: object, input: unknown = {}): Promise<Awaited<ReturnType<Bench['describe']>>> {
  return bench.describe(await bench.start(await bench.create(states), input));
}

describe('states', () => {
  it('Pass shapes its output and assigns variables that later states read', async () => {
    const states = {
      Note: { Type: 'Pass', Assign: { seen: '{% $states.input.a + 1 %}' }, Output: { b: 2 }, Next: 'Tell' },
      Tell: { Type: 'Pass', Output: { seen: '{% $seen %}', b: '{% $states.input.b %}' }, End: true },
    };
    expect(await outcome(states, { a: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { seen: 2, b: 2 } });
  });

  it('Task hands role, function and payload over, and the context knows execution, state and machine', async () => {
    const states = {
      Work: task({
        Arguments: {
          FunctionName: 'work',
          Payload: { name: '{% $states.context.Execution.Name %}', at: '{% $states.context.State.EnteredTime %}', retries: '{% $states.context.State.RetryCount %}' },
        },
        End: true,
      }),
    };
    await bench.start(await bench.create(states), {}, 'one');
    expect(calls).toEqual([{ roleArn: ROLE, functionName: 'work', payload: { name: 'one', at: expect.stringMatching(/^2026-03-02T08:00:0\d\.\d{3}Z$/) as string, retries: 0 } }]);
  });

  it('Choice takes the first condition that holds, and fails where none does and there is no default', async () => {
    const choices = [1, 2].map((n) => ({ Condition: `{% $states.input.n = ${n} %}`, Next: `Is${n}`, Output: n }));
    const states = { Ask: { Type: 'Choice', Choices: choices }, Is1: { Type: 'Succeed' }, Is2: { Type: 'Succeed' } };
    expect(await outcome(states, { n: 2 })).toMatchObject({ output: 2 });
    expect(await outcome(states, { n: 3 })).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('Wait ends at its timestamp cut to the second, neither earlier nor later', async () => {
    const execution = await bench.start(await bench.create({ Wait: { Type: 'Wait', Timestamp: '{% $states.input.at %}', End: true } }), {
      at: new Date(START + 60 * DAY + 299).toISOString(),
    });
    const due = Math.floor((START + 60 * DAY + 299) / SECOND) * SECOND;
    await bench.clock.moveTo(due - 60 * SECOND);
    expect((await bench.describe(execution)).status).toBe('RUNNING');
    await bench.clock.moveTo(due);
    expect((await bench.describe(execution)).status).toBe('SUCCEEDED');
    expect(bench.changes.at(-1)?.stopDate).toBe(due);
  });

  it('Parallel gathers the outputs of its branches, which see the outer variables and keep their own', async () => {
    const branch = (name: string): object => ({ StartAt: name, States: { [name]: { Type: 'Pass', Assign: { [`${name}Own`]: 1 }, Output: '{% $outer %}', End: true } } });
    const states = {
      Note: { Type: 'Pass', Assign: { outer: 7 }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch('Left'), branch('Right')], Next: 'After' },
      After: { Type: 'Pass', Output: { both: '{% $states.input %}', inner: '{% $exists($LeftOwn) %}' }, End: true },
    };
    expect(await outcome(states)).toMatchObject({ output: { both: [7, 7], inner: false } });
  });

  it('a branch that fails aborts its waiting sibling and the Parallel is caught', async () => {
    const states = {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Stay', States: { Stay: { Type: 'Wait', Seconds: 3600, End: true } } },
          { StartAt: 'Break', States: { Break: { Type: 'Fail', Error: 'Broken' } } },
        ],
        Catch: [{ ErrorEquals: ['Broken'], Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Pass', Output: 'caught', End: true },
    };
    const execution = await bench.start(await bench.create(states));
    expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: 'caught' });
    expect((await bench.history(execution)).map((event) => event.type)).toContain('WaitStateAborted');
    expect(bench.engine.counts().threads).toEqual({});
  });

  it('Map runs each item once, at most so many at once, and keeps the order', async () => {
    const processor = { StartAt: 'Each', States: { Each: task({ End: true }) } };
    const states = {
      All: { Type: 'Map', Items: '{% $states.input %}', MaxConcurrency: 2, ItemSelector: { i: '{% $states.context.Map.Item.Index %}', v: '{% $states.context.Map.Item.Value %}' }, ItemProcessor: processor, End: true },
    };
    expect(await outcome(states, ['a', 'b', 'c', 'd', 'e'])).toMatchObject({ output: ['a', 'b', 'c', 'd', 'e'].map((v, i) => ({ i, v })) });
    expect(calls).toHaveLength(5);
  });

  it('retries with backoff, a longest delay and a last attempt, then catches', async () => {
    failures = 99;
    const states = {
      Work: task({
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 10, MaxAttempts: 3, BackoffRate: 3, MaxDelaySeconds: 50 }],
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $parse($states.errorOutput.Cause).errorMessage %}', Next: 'Caught' }],
        End: true,
      }),
      Caught: { Type: 'Succeed' },
    };
    const execution = await bench.start(await bench.create(states));
    const attemptsAfter = async (seconds: number): Promise<number> => {
      await bench.clock.moveTo(bench.clock.now() + seconds * SECOND);
      return calls.length;
    };
    expect(calls).toHaveLength(1);
    expect(await attemptsAfter(11)).toBe(2);
    expect(await attemptsAfter(20)).toBe(2);
    expect(await attemptsAfter(11)).toBe(3);
    expect(await attemptsAfter(51)).toBe(4);
    expect(await bench.describe(execution)).toMatchObject({ status: 'SUCCEEDED', output: 'try later' });
  });

  it('full jitter never waits longer than the backoff', async () => {
    failures = 1;
    const execution = await bench.start(await bench.create({ Work: task({ Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 30, JitterStrategy: 'FULL' }], End: true }) }));
    await bench.clock.moveTo(bench.clock.now() + 31 * SECOND);
    expect((await bench.describe(execution)).status).toBe('SUCCEEDED');
  });

  it('a refusal by IAM fails the task with its name and words', async () => {
    const states = { Work: task({ Arguments: { FunctionName: 'forbidden' }, End: true }) };
    expect(await outcome(states)).toMatchObject({ status: 'FAILED', error: 'Lambda.AccessDeniedException', cause: 'not allowed' });
  });

  it('a machine whose time is over is TIMED_OUT', async () => {
    const arn = await bench.create({ Wait: { Type: 'Wait', Seconds: 3600, End: true } }, { TimeoutSeconds: 60 });
    const execution = await bench.start(arn);
    await bench.clock.moveTo(bench.clock.now() + 61 * SECOND);
    expect(await bench.describe(execution)).toEqual({ status: 'TIMED_OUT', output: undefined, error: undefined, cause: undefined });
  });

  it('the extra functions work, and time is the virtual clock', async () => {
    const states = {
      Work: { Type: 'Pass', Output: { h: "{% $hash('abc', 'SHA-1') %}", p: '{% $partition([1..5], 2) %}', r: '{% $range(1, 7, 3) %}', u: '{% $length($uuid()) %}', s: '{% $random(5) = $random(5) %}', y: "{% $now('[Y]') %}" }, End: true },
    };
    expect((await outcome(states)).output).toEqual({ h: 'a9993e364706816aba3e25717850c26c9cd0d89d', p: [[1, 2], [3, 4], [5]], r: [1, 4, 7], u: 36, s: true, y: '2026' });
  });
});
