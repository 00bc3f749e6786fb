import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { freePort } from './free-port.ts';

const repository = join(import.meta.dirname, '..', '..');
const parent = mkdtempSync(join(tmpdir(), 'fabu-startup-'));
/** A folder that a laptop has used and left in good order. */
const good = join(parent, 'good');

beforeAll(async () => {
  const laptop = await startTestLaptop({ data: good });
  await laptop.stop();
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

function start(args: readonly string[], nodeOptions: readonly string[] = [], program = 'bin/local.ts'): { child: ChildProcess; ended: Promise<Ended>; ready: Promise<void> } {
  const child = spawn(process.execPath, [...nodeOptions, program, ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaint = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/^ready/m.test(output)) resolve();
    });
  });
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output, complaint })));
  return { child, ended, ready };
}

/** One line that says what is wrong, and exit code 1. */
async function refuses(args: readonly string[], message: RegExp, lines = 1): Promise<void> {
  const { code, output, complaint } = await start(args).ended;
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(complaint).toMatch(message);
  expect(complaint.trimEnd().split('\n')).toHaveLength(lines);
}

const folder = (name: string): string => join(parent, name);
const empty = async (data: string): Promise<string[]> => ['--empty', '--data', data, '--port', String(await freePort())];

describe('a start that cannot be', () => {
  it('names a port that is in use, and makes no folder', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await refuses(['--empty', '--data', folder('unused'), '--port', String(port)], new RegExp(`^Port ${port} is in use\\. .*npm start -- --port ${port + 1}$`, 'm'));
    expect(existsSync(folder('unused'))).toBe(false);
    await new Promise((resolve) => other.close(resolve));
  });

  it('names wrong options, all of them, and shows the right ones', async () => {
    await refuses(['--prot', '8080'], /Unknown option '--prot'[\s\S]*\nOptions: --port 8080/, 2);
    await refuses(['--port', 'http', '--now', 'noon'], /--port http is not a port.*\n--now noon is not an instant.*\nOptions: /, 3);
  });

  it('never takes, and never clears, a folder that holds something else', async () => {
    const foreign = folder('foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), 'irreplaceable');
    await refuses(await empty(foreign), /foreign holds something that is not Fabu's data/);
    await refuses([...(await empty(foreign)), '--fresh'], /foreign holds something that is not Fabu's data/);
    expect(readdirSync(foreign)).toEqual(['thesis.txt']);
  });

  it('says that the folder is a file, and leaves it', async () => {
    const file = folder('file');
    writeFileSync(file, 'text');
    await refuses(await empty(file), /file is not a folder/);
    expect(readFileSync(file, 'utf8')).toBe('text');
  });
});

describe('a data folder that another laptop runs on', () => {
  let running: TestLaptop;
  beforeAll(async () => {
    cpSync(good, folder('busy'), { recursive: true });
    running = await startTestLaptop({ data: folder('busy') });
  });
  afterAll(() => running.stop());

  it('is refused, even to clear it, and the other goes on', async () => {
    await refuses(await empty(folder('busy')), /Fabu runs on \S*busy already \(process \d+\)/);
    await refuses([...(await empty(folder('busy'))), '--fresh'], /Fabu runs on \S*busy already/);
    for (const page of ['/', '/zhejiang/']) expect((await fetch(`${running.origin}${page}`)).status).toBe(200);
    expect((await (await running.as('submitter.personnel')).call('GET', '/me')).status).toBe(200);
  });
});

describe('a damaged data folder', () => {
  const garble = (file: string): void => writeFileSync(file, Buffer.alloc(statSync(file).size, 'garbled '));
  const manifest = (data: string): string => join(data, 'dynamodb', readdirSync(join(data, 'dynamodb')).find((name) => name.startsWith('MANIFEST')) ?? '');
  const cases: readonly (readonly [string, (data: string) => void, RegExp])[] = [
    ['its tables garbled', (data) => garble(manifest(data)), /The data folder \S*dynamodb is damaged .*--fresh/],
    ['its objects garbled', (data) => garble(join(data, 's3', 'index.sqlite')), /index\.sqlite is damaged .*--fresh/],
    ['its executions cut off', (data) => truncateSync(join(data, 'step-functions.sqlite'), 5000), /step-functions\.sqlite is damaged .*--fresh/],
    ['its people garbled', (data) => garble(join(data, 'identity.sqlite')), /identity\.sqlite is damaged .*--fresh/],
    ['its clock cut off', (data) => writeFileSync(join(data, 'clock.json'), '{"off'), /clock\.json is damaged.*--fresh/],
    ['its clock senseless', (data) => writeFileSync(join(data, 'clock.json'), '{"offset":"yesterday"}'), /clock\.json is damaged.*--fresh/],
    ['its secrets cut off', (data) => writeFileSync(join(data, 'secrets.json'), '{'), /secrets\.json is damaged.*--fresh/],
  ];

  it.each(cases)('with %s is refused by the file’s name and left as it is', async (name, damage, message) => {
    const data = folder(`damaged-${name.replaceAll(' ', '-')}`);
    cpSync(good, data, { recursive: true });
    damage(data);
    await refuses(await empty(data), message);
    expect(readdirSync(data)).toContain('fabu-data.json');
    expect(readdirSync(data)).not.toContain('running.pid');
  });

  it('whose record is gone is refused, also after something has looked into it, and a copy brings the record back', async () => {
    const data = folder('without-record');
    cpSync(good, data, { recursive: true });
    rmSync(join(data, 'dynamodb'), { recursive: true });
    const told = /^\S*without-record\/dynamodb has lost the record: .*--fresh.*npm run restore-records -- --from-data COPY --data \S*without-record --overwrite$/m;
    await refuses(await empty(data), told);
    const restore = (...args: readonly string[]): Promise<Ended> => start(['--from-data', good, '--data', data, ...args], [], 'bin/restore-records.ts').ended;
    expect(await restore()).toMatchObject({ code: 1, complaint: expect.stringContaining('has lost its table. With --overwrite it is made anew') as unknown });
    await refuses(await empty(data), told);
    expect(await restore('--overwrite')).toMatchObject({ code: 0, output: expect.stringMatching(/^0 items the same, [1-9]\d* put back, 0 deleted\.\n$/) as unknown });
    const laptop = await startTestLaptop({ data });
    expect((await (await laptop.as('submitter.personnel')).call('GET', '/me')).status).toBe(200);
    await laptop.stop();
  });

  it('can be cleared with --fresh, and then starts, stops on Ctrl-C and starts again', async () => {
    const data = folder('cleared');
    cpSync(good, data, { recursive: true });
    garble(join(data, 's3', 'index.sqlite'));
    for (const options of [['--fresh'], []]) {
      const { child, ended, ready } = start([...(await empty(data)), ...options]);
      await Promise.race([ready, ended]);
      child.kill('SIGINT');
      expect(await ended).toMatchObject({ code: 0, complaint: '' });
    }
  });
});

describe('an older Node', () => {
  const pretending = (version: string): string => `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  // An older Node has no types to strip: what tells it so has to be plain JavaScript.
  const withoutTypes = '--no-strip-types';

  it('is told in one line which one is needed, before anything of TypeScript is read', async () => {
    const { code, complaint } = await start([], [withoutTypes, '--import', pretending('20.20.2')], 'bin/check-node.js').ended;
    expect(code).toBe(1);
    expect(complaint).toMatch(/^Fabu needs Node 24 or later; this is 20\.20\.2\. [^\n]*\n$/);
    expect(await start([], [withoutTypes], 'bin/check-node.js').ended).toEqual({ code: 0, output: '', complaint: '' });
  });

  it('is refused by npm start, npm test and npm run synth', () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    for (const name of ['start', 'test', 'synth']) expect(scripts[`pre${name}`]).toBe('node bin/check-node.js');
  });
});
