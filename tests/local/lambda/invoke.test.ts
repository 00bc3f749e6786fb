import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFunctions, type Fixture } from './functions-fixture.ts';

let fixture: Fixture;
const started: Fixture[] = [];
const start = (...args: Parameters<typeof startFunctions>): Fixture => {
  const made = startFunctions(...args);
  started.push(made);
  return made;
};
const call = async (event: unknown, { functions } = fixture, functionName = 'Relay:live'): Promise<{ answer: unknown; error: string | undefined }> => {
  const result = await functions.invoke({ functionName, payload: JSON.stringify(event) });
  return { answer: JSON.parse(result.payload), error: result.functionError };
};

beforeAll(() => {
  fixture = startFunctions();
});
afterAll(() => fixture.close());
afterEach(async () => void (await Promise.all(started.splice(0).map((one) => one.close()))));

describe('an invocation', () => {
  it('hands the event over and the answer back', async () => {
    expect(await call({ do: 'echo', text: '发布' })).toEqual({ answer: { do: 'echo', text: '发布' }, error: undefined });
  });

  it('answers null where the handler answers nothing', async () => {
    expect(await call({ do: 'nothing' })).toEqual({ answer: null, error: undefined });
  });

  it('shares one worker with others in flight', async () => {
    const both = await Promise.all([call({ do: 'slowly', milliseconds: 60 }), call({ do: 'slowly', milliseconds: 60 })]);
    expect(both.map(({ answer }) => answer)).toEqual(['done', 'done']);
    expect(fixture.functions.workers()).toBe(1);
  });

  it('tells the handler who it is', async () => {
    const { answer } = await call({ do: 'context' });
    expect(answer).toMatchObject({ functionName: 'Relay', functionVersion: '1', invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:Relay:live', memoryLimitInMB: '128' });
    const remaining = (answer as { remaining: number }).remaining;
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(1000);
  });

  it('has the memory of the template', async () => {
    expect((await call({ do: 'memory' })).answer).toBe(128);
  });

  it('finds the export that the handler names', async () => {
    const other = start([{ handler: 'index.other' }]);
    expect((await call({}, other)).answer).toBe('other');
  });

  it('has written all that the function printed before it answers', async () => {
    await call({ do: 'log much' });
    expect([fixture.lines.length, fixture.lines.at(-1)]).toEqual([500, 'Relay: line 500']);
  });

  it('writes what the function prints to the log, line by line', async () => {
    await call({ do: 'log' });
    await expect.poll(() => fixture.lines).toEqual(expect.arrayContaining(['Relay: first line', 'Relay: second line']));
  });
});

describe('the environment of a worker', () => {
  it('is what the template says and what Lambda sets, and nothing of the host', async () => {
    const { answer } = await call({ do: 'environment' });
    expect(Object.keys(answer as object).sort()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_CONFIG_FILE',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_S3',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SHARED_CREDENTIALS_FILE',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'STAGE',
      'TZ',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
    ]);
  });

  it('differs from function to function, and its key tells the role', async () => {
    const two = start([{ functionName: 'One', environment: { ONLY: '1' } }, { functionName: 'Two', environment: {} }]);
    const one = (await call({ do: 'environment' }, two, 'One')).answer as Record<string, string>;
    const other = (await call({ do: 'environment' }, two, 'Two')).answer as Record<string, string>;
    expect(other.ONLY).toBeUndefined();
    expect(two.functions.principalOf(one.AWS_ACCESS_KEY_ID!)).toEqual({ kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/One' });
    expect(two.functions.principalOf(other.AWS_ACCESS_KEY_ID!)).toEqual({ kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/Two' });
    expect(two.functions.principalOf('AKIAUNKNOWN')).toBeUndefined();
  });
});

describe('a function that fails', () => {
  it('answers its error by name, message and trace', async () => {
    const { answer, error } = await call({ do: 'throw' });
    expect(error).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType: 'Refused', errorMessage: 'no' });
    expect((answer as { trace: string[] }).trace[0]).toBe('Refused: no');
  });

  it('answers thrown text as its message', async () => {
    expect((await call({ do: 'throw text' })).answer).toEqual({ errorType: 'string', errorMessage: 'only text', trace: [] });
  });

  it('may not answer more than 6 MB', async () => {
    expect((await call({ do: 'large' })).answer).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it.each([
    ['a handler that is not there', { handler: 'index.missing' }, 'Runtime.HandlerNotFound'],
    ['a file that is not there', { handler: 'absent.handler' }, 'Runtime.ImportModuleError'],
  ])('says so for %s, on each call', async (_what, change, errorType) => {
    const broken = start([change]);
    expect((await call({}, broken)).answer).toMatchObject({ errorType });
    expect((await call({}, broken)).answer).toMatchObject({ errorType });
  });

  it('says so for a bundle that throws while it loads', async () => {
    const broken = start([{}], 'throw new RangeError("at load")');
    expect((await call({}, broken)).answer).toMatchObject({ errorType: 'RangeError', errorMessage: 'at load' });
  });
});

describe('a time-out', () => {
  it('is answered after the seconds of the template, even when the worker is stuck', async () => {
    const short = start();
    const { answer, error } = await call({ do: 'spin' }, short);
    expect(error).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect((answer as { errorMessage: string }).errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
  });

  it('retires the worker, and the next call starts a new one', async () => {
    const short = start();
    expect((await call({ do: 'count' }, short)).answer).toBe(1);
    await call({ do: 'hang' }, short);
    expect(short.functions.workers()).toBe(0);
    expect((await call({ do: 'count' }, short)).answer).toBe(1);
  });

  it('lets others that share the worker finish', async () => {
    const short = start();
    const hanging = call({ do: 'hang' }, short);
    await call({ do: 'slowly', milliseconds: 600 }, short);
    const sharing = call({ do: 'slowly', milliseconds: 600 }, short);
    expect((await hanging).error).toBe('Unhandled');
    expect((await sharing).answer).toBe('done');
  });
});

describe('a crash', () => {
  it.each(['exit', 'reject', 'hoard'])('by %s fails what is in flight, and the next call starts anew', async (how) => {
    const crashing = start([{ timeoutSeconds: 20 }]);
    await call({ do: 'echo' }, crashing);
    const waiting = call({ do: 'slowly', milliseconds: 10_000 }, crashing);
    const { answer, error } = await call({ do: how }, crashing);
    expect(error).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await waiting).answer).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect((await call({ do: 'count' }, crashing)).answer).toBe(1);
  });
});

describe('a call that Lambda refuses', () => {
  it.each(['Nobody', 'Relay:other', 'not a name!'])('names %s', async (functionName) => {
    await expect(fixture.functions.invoke({ functionName, payload: '{}' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('is a payload over 6 MB, or over 256 KB where nobody waits', async () => {
    const text = (size: number): string => JSON.stringify('x'.repeat(size));
    await expect(fixture.functions.invoke({ functionName: 'Relay', payload: text(6 * 1024 * 1024) })).rejects.toMatchObject({ code: 'RequestTooLargeException' });
    expect(() => fixture.functions.enqueue({ functionName: 'Relay', payload: text(256 * 1024) })).toThrow(expect.objectContaining({ code: 'RequestTooLargeException' }));
  });
});
