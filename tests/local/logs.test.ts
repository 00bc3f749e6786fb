import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLogs } from '../../local/boot/logs.ts';

it('a function has one log under its own name, and no log has a name that commands take for an option', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'logs-'));
  const logs = openLogs(directory);
  logs.line('Fabu-laptop-Relay', 'one');
  logs.problem('arn:aws:lambda:eu-central-1:000000000000:function:Fabu-laptop-Relay:live', 'two');
  logs.line(`:${'x'.repeat(90)}`, 'three');
  logs.line(':short', 'four');
  await logs.close();
  expect(readdirSync(directory).sort()).toEqual(['Fabu-laptop-Relay.log', 'short.log', `${'x'.repeat(80)}.log`]);
  expect(readFileSync(join(directory, 'Fabu-laptop-Relay.log'), 'utf8')).toBe('one\ntwo\n');
  rmSync(directory, { recursive: true });
});
