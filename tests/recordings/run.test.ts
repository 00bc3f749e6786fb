import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Recording } from './recording.ts';
import { run } from './run.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A case of our own in the form of the recordings, right in everything. */
const greeting: Recording = {
  id: 'greeting',
  kind: 'task',
  definition: {
    QueryLanguage: 'JSONata',
    StartAt: 'Greet',
    States: {
      Greet: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: '<LAMBDA_NAME>', Payload: { to: '{% $states.input.name %}' } },
        Output: '{% $states.result.Payload.to %}',
        Assign: { greeted: true },
        End: true,
      },
    },
  },
  input: { name: 'reader' },
  tasks: [{ state: 'Greet', resource: 'lambda:invoke', returns: '<echo of payload>' }],
  calls: [],
  expected: {
    status: 'SUCCEEDED',
    output: 'reader',
    events: [
      { type: 'ExecutionStarted', id: 1, prev: 0, details: { input: { name: 'reader' } } },
      { type: 'TaskStateEntered', id: 2, prev: 0, details: { name: 'Greet', input: { name: 'reader' } } },
      {
        ...{ type: 'TaskScheduled', id: 3, prev: 2 },
        details: {
          ...{ resource: 'invoke', resourceType: 'lambda', region: '<REGION>' },
          parameters: { FunctionName: '<LAMBDA_NAME>', Payload: { to: 'reader' } },
        },
      },
      { type: 'TaskStarted', id: 4, prev: 3, details: { resource: 'invoke', resourceType: 'lambda' } },
      { type: 'TaskSucceeded', id: 5, prev: 4, details: { resource: 'invoke', resourceType: 'lambda', output: '<VOLATILE>' } },
      { type: 'TaskStateExited', id: 6, prev: 5, details: { name: 'Greet', output: 'reader', assignedVariables: { greeted: true } } },
      { type: 'ExecutionSucceeded', id: 7, prev: 6, details: { output: 'reader' } },
    ],
  },
};

async function play(...recordings: Recording[]): Promise<{ failed: number; lines: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  folders.push(folder);
  writeFileSync(join(folder, 'recordings.json'), JSON.stringify(recordings));
  const lines: string[] = [];
  const failed = await run(folder, { verbose: true, only: [] }, (line) => lines.push(line));
  return { failed, lines };
}

const doctored = (expected: object): Recording => ({ ...greeting, expected: { ...greeting.expected, ...expected } });

const events = (): Record<string, unknown>[] => structuredClone(greeting.expected.events) as unknown as Record<string, unknown>[];

describe('the runner of recordings', () => {
  it('passes a case that is right', async () => {
    const { failed, lines } = await play(greeting);
    expect(failed).toBe(0);
    expect(lines.at(-1)).toBe('1 passed, 0 failed');
  });

  const changes: [string, Recording][] = [
    ['the output', doctored({ output: 'writer' })],
    ['the status', doctored({ status: 'FAILED' })],
    ['the cause', doctored({ cause: 'none' })],
    ['the order of events', doctored({ events: events().reverse() })],
    ['a previous event', doctored({ events: events().map((event) => (event['id'] === 6 ? { ...event, prev: 3 } : event)) })],
    ['an event too few', doctored({ events: events().slice(0, -1) })],
    ['a detail', doctored({ events: events().map((event) => (event['id'] === 7 ? { ...event, details: { output: 'x' } } : event)) })],
    ['a sorted stretch', doctored({ events: events().map((event) => (event['id'] === 4 ? { ...event, type: 'TaskFailed', id: null, prev: null } : event)) })],
  ];
  it.each(changes)('fails when %s was recorded otherwise', async (_what, recording) => {
    const { failed, lines } = await play(greeting, recording);
    expect(failed).toBe(1);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('counts a JSONPath machine that cannot be translated as refused by name, but not one on a callback', async () => {
    const definition = {
      StartAt: 'Ask',
      States: {
        Ask: { Type: 'Choice', Choices: [{ Variable: '$.name', IsPresent: true, Next: 'Done' }], Default: 'Done' },
        Done: { Type: 'Pass', End: true },
      },
    };
    const { failed, lines } = await play(
      { ...greeting, id: 'choice', kind: 'choice-jsonpath', definition },
      { ...greeting, id: 'callback', kind: 'callback-jsonpath', definition },
    );
    expect(failed).toBe(1);
    expect(lines.join('\n')).toMatch(/refused by name: 1 .*\n {2}choice: .*'Ask' has to be written in JSONata/);
  });

  it('does not count a folder without cases as success', async () => {
    expect((await play()).failed).toBe(1);
  });
});
