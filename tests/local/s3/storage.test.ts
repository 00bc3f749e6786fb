import { spawn } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createS3 } from '../../../local/s3/s3.ts';
import { temporaryFolder } from './fixture.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = () => createS3({ directory, clock: { now: () => 0 }, region: 'eu-central-1' });
const files = () => readdirSync(join(directory, 'objects'));

test('every acknowledged object is there, whole, after kill -9', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 100) child.kill('SIGKILL');
  }
  const s3 = open();
  s3.createBucket({ name: 'plain', versioned: false });
  for (const key of acknowledged) expect(s3.getObject('plain', key)?.body.toString()).toBe(key.repeat(1000));
  const stored = s3.listObjects('plain');
  expect(files()).toHaveLength(stored.length);
  s3.close();
});

test('files that no object refers to are swept on opening, and no others', () => {
  const first = open();
  first.createBucket({ name: 'plain', versioned: false });
  first.putObject('plain', 'kept', Buffer.from('text'));
  first.close();
  writeFileSync(join(directory, 'objects', 'orphan'), 'cut off after landing');
  writeFileSync(join(directory, 'incoming', 'torn'), 'cut off before landing');
  const second = open();
  expect(files()).toHaveLength(1);
  expect(readdirSync(join(directory, 'incoming'))).toEqual([]);
  expect(second.getObject('plain', 'kept')?.body.toString()).toBe('text');
  second.close();
});

test('replaced, erased and refused bytes do not stay on disk', () => {
  const s3 = open();
  s3.createBucket({ name: 'plain', versioned: false });
  s3.putObject('plain', 'one', Buffer.from('1'));
  s3.putObject('plain', 'one', Buffer.from('2'));
  expect(files()).toHaveLength(1);
  s3.deleteObject('plain', 'one');
  expect(files()).toEqual([]);
  expect(() => s3.putObject('nowhere', 'one', Buffer.from('1'))).toThrow('bucket does not exist');
  expect(files()).toEqual([]);
  s3.close();
});

test('a damaged folder is one clear line', () => {
  open().close();
  writeFileSync(join(directory, 'index.sqlite'), 'damaged'.repeat(1000));
  expect(open).toThrow(/^The data folder \S+ is damaged \([^\n]+\)\. Start with --fresh to begin with empty buckets\.$/);
});
