import { afterEach, describe, expect, it } from 'vitest';
import { startFunctions, type Changes, type Fixture } from './functions-fixture.ts';

const MINUTE = 60_000;
let fixture: Fixture;
afterEach(() => fixture.close());

/** Enqueues an event and waits until its first try is over. */
async function enqueue(event: unknown, changes: Changes = {}): Promise<string> {
  fixture = startFunctions([changes]);
  const requestId = fixture.functions.enqueue({ functionName: 'Relay:live', payload: JSON.stringify(event) });
  await fixture.clock.activity.quiet();
  return requestId;
}

describe('an event that nobody waits for', () => {
  it('is activity until it has been carried out', async () => {
    fixture = startFunctions();
    fixture.functions.enqueue({ functionName: 'Relay', payload: '{"do":"log"}' });
    expect(fixture.clock.activity.underWay).toBe(1);
    await fixture.clock.activity.quiet();
    expect(fixture.functions.waiting()).toEqual([]);
    expect(fixture.deadLetters.list()).toEqual([]);
  });

  it('is tried again after one minute and two, and then lies with the dead letters', async () => {
    const requestId = await enqueue({ do: 'throw' });
    const begun = fixture.clock.now();
    expect(fixture.functions.waiting()).toMatchObject([{ requestId, attempts: 1 }]);
    await fixture.clock.moveTo(begun + MINUTE);
    expect(fixture.functions.waiting()).toMatchObject([{ requestId, attempts: 2 }]);
    await fixture.clock.moveTo(begun + 2 * MINUTE);
    expect(fixture.deadLetters.list()).toEqual([]);
    await fixture.clock.moveTo(begun + 3 * MINUTE);
    expect(fixture.functions.waiting()).toEqual([]);
    expect(fixture.deadLetters.list()).toMatchObject([
      { queueArn: 'arn:aws:sqs:eu-central-1:000000000000:Dead', sourceArn: 'arn:aws:lambda:eu-central-1:000000000000:function:Relay', requestId, payload: '{"do":"throw"}' },
    ]);
    expect(fixture.deadLetters.list()[0]?.reason).toContain('Refused');
  });

  it('is tried as often as the template says', async () => {
    await enqueue({ do: 'throw' }, { asynchronous: { live: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 21_600 } } });
    expect(fixture.deadLetters.list()).toHaveLength(1);
  });

  it('is given up when it has grown older than the template says', async () => {
    await enqueue({ do: 'throw' }, { asynchronous: { live: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 90 } } });
    await fixture.clock.moveTo(fixture.clock.now() + MINUTE);
    expect(fixture.deadLetters.list()).toHaveLength(1);
  });

  it('is given up with a line in the log where the function has no queue', async () => {
    fixture = startFunctions([{ deadLetterArn: undefined, asynchronous: { live: { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 } } }]);
    const requestId = fixture.functions.enqueue({ functionName: 'Relay:live', payload: '{"do":"throw"}' });
    await fixture.clock.activity.quiet();
    expect(fixture.lines.filter((line) => line.includes(requestId))).toHaveLength(1);
    expect(fixture.deadLetters.list()).toEqual([]);
  });
});
