import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Faults } from '../../../local/faults/faults.ts';
import { lateSignals, type KeptSignal } from '../../../local/faults/late-signals.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import type { WireRequest, WireService } from '../../../local/wire/wire.ts';
import { startWorld } from '../gateway/gateway-fixture.ts';

const names = { isKnown: () => true, means: () => false };
let server: RunningServer | undefined;
afterEach(() => server?.close());

/** A shelf as it lies on the disk, and an engine that notes what it hears. */
function world() {
  const heard: WireRequest[] = [];
  const lying: { signals: readonly KeptSignal[] } = { signals: [] };
  const faults = new Faults({ names, tell: () => undefined });
  const activity = new Activity();
  const shelf = { read: () => lying.signals, write: (signals: readonly KeptSignal[]) => void (lying.signals = signals) };
  const engine = (request: WireRequest): Promise<{ status: number; headers: object; body: string }> => {
    heard.push(request);
    return Promise.resolve({ status: 200, headers: {}, body: '{}' });
  };
  const start = () => lateSignals({ faults, activity, isIssued: (token) => token === 'issued', shelf }, engine as never);
  return { heard, lying, faults, activity, start };
}

async function signalling(service: WireService) {
  server = await serve(service);
  const client = new SFNClient({ endpoint: `http://127.0.0.1:${server.port}`, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  return (taskToken: string): Promise<unknown> => client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
}

it('a signal is accepted at once, takes effect later, and comes twice', async () => {
  const { heard, lying, faults, activity, start } = world();
  const signal = await signalling(start().service);
  await signal('issued');
  expect(heard).toHaveLength(1);
  faults.set({ lateSignalMs: 60_000 });
  await signal('issued');
  expect([heard.length, activity.underWay]).toEqual([1, 1]);
  await signal('unknown');
  expect(heard).toHaveLength(2);
  faults.set({ lateSignalMs: 1 });
  await activity.quiet();
  expect(heard).toHaveLength(4);
  await signal('issued');
  await activity.quiet();
  expect(heard).toHaveLength(6);
  expect(lying.signals).toEqual([]);
});

it('what was accepted before the laptop ended is delivered by the next run', async () => {
  const { heard, lying, faults, activity, start } = world();
  const first = start();
  const signal = await signalling(first.service);
  faults.set({ lateSignalMs: 60_000 });
  await signal('issued');
  expect(lying.signals).toHaveLength(1);
  first.close();
  faults.letGo();
  await activity.quiet();
  expect([heard.length, lying.signals.length]).toEqual([0, 1]);

  start().resume();
  await activity.quiet();
  expect(heard.map(({ headers, body }) => [headers['x-amz-target'], body.toString()])).toEqual(Array(2).fill(['AWSStepFunctions.SendTaskSuccess', '{"taskToken":"issued","output":"{}"}']));
  expect(lying.signals).toEqual([]);
});

it('an event that nobody waits for is delivered twice, a call that is waited for once', async () => {
  const world = await startWorld();
  const client = new LambdaClient(world.as('owner'));
  const invoke = async (InvocationType: 'Event' | 'RequestResponse'): Promise<number> => {
    const before = world.calls();
    await client.send(new InvokeCommand({ FunctionName: 'Fabu-Author', InvocationType, Payload: '{"plain":true}' }));
    await world.activity.quiet();
    return world.calls() - before;
  };
  expect([await invoke('Event'), await invoke('RequestResponse')]).toEqual([1, 1]);
  world.faults.set({ doubledInvocations: 1 });
  expect([await invoke('Event'), await invoke('RequestResponse')]).toEqual([2, 1]);
  await world.close();
});
