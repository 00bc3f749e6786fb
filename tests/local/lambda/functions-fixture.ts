import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createFunctions, type Functions } from '../../../local/lambda/create-functions.ts';
import { openDeadLetters, type DeadLetters } from '../../../local/lambda/dead-letters.ts';
import type { FunctionDeclaration } from '../../../local/template/compute.ts';

/** A bundle that does what the event says. */
const BUNDLE = `
import { resourceLimits } from 'node:worker_threads';
export const handler = async (event, context) => {
  switch (event.do) {
    case 'echo': return event;
    case 'environment': return process.env;
    case 'context': return { ...context, remaining: context.getRemainingTimeInMillis() };
    case 'throw': { class Refused extends Error { name = 'Refused' } throw new Refused('no'); }
    case 'throw text': throw 'only text';
    case 'hang': return new Promise(() => setInterval(() => undefined, 1000));
    case 'spin': for (;;);
    case 'memory': return resourceLimits.maxOldGenerationSizeMb;
    case 'exit': process.exit(3);
    case 'reject': void Promise.reject(new TypeError('nobody caught it')); return new Promise(() => undefined);
    case 'hoard': { const all = []; for (;;) all.push(new Array(100000).fill(Math.random())); }
    case 'slowly': return new Promise((resolve) => setTimeout(() => resolve('done'), event.milliseconds));
    case 'large': return 'x'.repeat(7 * 1024 * 1024);
    case 'nothing': return;
    case 'log': console.log('first line'); console.error('second line'); return;
    case 'log much': for (let line = 1; line <= 500; line += 1) console.log('line ' + line); return;
    case 'count': return (globalThis.count = (globalThis.count ?? 0) + 1);
  }
};
export const other = async () => 'other';
`;

export interface Fixture {
  readonly functions: Functions;
  readonly clock: Clock;
  readonly deadLetters: DeadLetters;
  readonly lines: string[];
  close(): Promise<void>;
}

export type Changes = Partial<Omit<FunctionDeclaration, 'deadLetterArn'>> & { readonly deadLetterArn?: string | undefined };

function declare(directory: string, changes: Changes): FunctionDeclaration {
  const functionName = changes.functionName ?? 'Relay';
  const { deadLetterArn, ...rest } = { deadLetterArn: 'arn:aws:sqs:eu-central-1:000000000000:Dead', ...changes };
  return {
    logicalId: functionName,
    functionName,
    arn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}`,
    handler: 'index.handler',
    directory,
    environment: { STAGE: 'laptop' },
    roleArn: `arn:aws:iam::000000000000:role/${functionName}`,
    timeoutSeconds: 1,
    memoryMegabytes: 128,
    aliases: ['live'],
    asynchronous: {},
    ...rest,
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}

export function startFunctions(changes: readonly Changes[] = [{}], bundle = BUNDLE): Fixture {
  const directory = mkdtempSync(join(tmpdir(), 'functions-'));
  writeFileSync(join(directory, 'index.mjs'), bundle);
  const clock = new Clock(new Activity());
  const deadLetters = openDeadLetters(':memory:');
  const lines: string[] = [];
  const functions = createFunctions({
    functions: changes.map((change) => declare(directory, change)),
    region: 'eu-central-1',
    gatewayUrl: () => 'http://127.0.0.1:1',
    clock,
    deadLetters,
    onLog: ({ functionName, line }) => lines.push(`${functionName}: ${line}`),
  });
  return {
    functions,
    clock,
    deadLetters,
    lines,
    close: async () => {
      await functions.close();
      clock.close();
      deadLetters.close();
      rmSync(directory, { recursive: true });
    },
  };
}
