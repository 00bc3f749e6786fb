import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { alarm, HOUR, START, startWatch } from './fixture.ts';

function run(directory: string, end: 'kill' | 'close'): string | number | null {
  const { status, signal } = spawnSync(process.execPath, [join(import.meta.dirname, 'victim.ts'), directory, end], { timeout: 30_000 });
  return signal ?? status;
}

it('a killed process has forgotten neither a state, nor a measurement, nor whom it told', () => {
  const directory = temporaryFolder('fabu-watch-');
  expect(run(directory, 'kill')).toBe('SIGKILL');
  const watch = startWatch({ alarms: [alarm('sweeper-silent')], directory, at: START + HOUR + 1000 });
  expect(watch.cloudWatch.alarms()).toMatchObject([{ name: 'sweeper-silent', state: 'ALARM' }]);
  expect(watch.told().map((subject) => subject.split(':')[0])).toEqual(['OK', 'ALARM']);
  watch.close();
  expect(new DatabaseSync(join(directory, 'cloudwatch.sqlite')).prepare('SELECT sum FROM measured ORDER BY last DESC').get()).toEqual({ sum: 7 });
});

it('no timer keeps a process alive once all is closed', () => {
  expect(run(temporaryFolder('fabu-watch-'), 'close')).toBe(0);
});
