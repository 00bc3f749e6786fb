import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupFault } from './options.ts';

/** Everything that the template and the bundles are made from. */
const SOURCES = ['bin/app.ts', 'lib', 'domain', 'functions', 'statemachines', 'web', 'package-lock.json', 'cdk.json'];

/**
 * Synthesises `cdk.out` unless nothing has changed since the last time. Answers whether it had to. It is made elsewhere and
 * takes its place when it is whole, so that a start that is cut off leaves no half. Throws StartupFault, or an AbortError.
 */
export async function ensureAssembly(repository: string, directory: string, signal?: AbortSignal): Promise<boolean> {
  const stamp = join(directory, STAMP);
  const sources = hashOf(repository);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  const made = `${directory}.${process.pid}`;
  const work = `${made}.work`;
  try {
    mkdirSync(work, { recursive: true });
    await synthesise(repository, { made, work }, signal);
    rmSync(stamp, { force: true });
    adopt(made, directory);
    writeFileSync(stamp, sources);
  } finally {
    for (const folder of [made, work]) rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

/** Folders are named by the hash of what they hold. Older ones stay: a laptop that runs may not have loaded all of them yet. */
function adopt(made: string, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const entry of readdirSync(made, { withFileTypes: true })) {
    const target = join(directory, entry.name);
    if (entry.isFile() || !existsSync(target)) renameSync(join(made, entry.name), target);
  }
}

const STAMP = 'sources.sha256';

/** Contents, not times: a fresh clone and a `touch` are the same to it. */
function hashOf(repository: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesIn(join(repository, source))) hash.update(file.slice(repository.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

interface Places {
  readonly made: string;
  /** For what it makes on the way: where it is ended, it takes nothing away itself. */
  readonly work: string;
}

/** In a process of its own: the infrastructure's code is no part of the laptop, which only reads what comes out. */
function synthesise(repository: string, { made, work }: Places, signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ['bin/app.ts'], {
    cwd: repository,
    env: { ...process.env, FABU_STAGE: 'laptop', CDK_OUTDIR: made, TMPDIR: work },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new StartupFault(`The template could not be synthesised:\n${Buffer.concat(complaints).toString().trim()}`));
    });
  });
}
