import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleHandlers } from '../../lib/build/bundle-handlers.ts';
import { handlerNames, handlers, type HandlerName } from '../../lib/handlers.ts';

/**
 * `npm run bench:cold`: how large the largest handler is, and how long importing it takes beside a control that does what
 * many do: middy, zod and the same clients whole, not minified. Taken in turn in one run, since machines are noisy. Exit 1
 * when a target is missed.
 */
const TARGETS = { kilobytes: 450, ratio: 0.55 } as const;
const ROUNDS = 15;

const repository = join(import.meta.dirname, '..', '..');
const output = mkdtempSync(join(tmpdir(), 'fabu-cold-'));
const pathOf = (name: string): string => join(output, name, 'index.mjs');

try {
  await bundleHandlers({ functions: join(repository, 'functions'), output, expected: handlerNames });
  const [largest] = handlerNames.map((name) => ({ name, kilobytes: kilobytesOf(pathOf(name)) })).sort((one, other) => other.kilobytes - one.kilobytes);
  if (largest === undefined) throw new Error('There are no handlers.');
  const control = bundleControl();
  const times = { handler: [] as number[], control: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.handler.push(importing(pathOf(largest.name), environmentOf(largest.name)));
    times.control.push(importing(control, {}));
  }
  const [handler, whole] = [median(times.handler), median(times.control)];
  console.log(`importing ${largest.name}: ${handler.toFixed(0)} ms; the control of ${kilobytesOf(control).toFixed(0)} KB: ${whole.toFixed(0)} ms`);
  console.log(`largest handler ${largest.kilobytes.toFixed(0)} KB (at most ${TARGETS.kilobytes}), import ${(handler / whole).toFixed(2)} of the control’s (at most ${TARGETS.ratio})`);
  process.exitCode = largest.kilobytes <= TARGETS.kilobytes && handler / whole <= TARGETS.ratio ? 0 : 1;
} finally {
  rmSync(output, { recursive: true, force: true });
}

/** Everything that the clients export, as one file; kept alive by being counted. */
function bundleControl(): string {
  const packages = ['@middy/core', 'zod', '@aws-sdk/client-s3', '@aws-sdk/client-dynamodb', '@aws-sdk/client-lambda', '@aws-sdk/client-cloudfront', '@aws-sdk/client-sfn'];
  const source = packages.map((name, place) => `import * as all${place} from '${name}';`).join('\n');
  const input = join(output, 'control.mjs');
  writeFileSync(input, `${source}\nexport const count = [${packages.map((_, place) => `all${place}`).join()}].map((each) => Object.keys(each).length);\n`);
  const outfile = join(output, 'control', 'index.mjs');
  const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" };
  buildSync({ entryPoints: [input], outfile, bundle: true, platform: 'node', target: 'node24', format: 'esm', mainFields: ['module', 'main'], banner, nodePaths: [join(repository, 'node_modules')], logLevel: 'error' });
  return outfile;
}

function environmentOf(name: HandlerName): Record<string, string> {
  return Object.fromEntries(handlers[name].map((variable) => [variable, 'x']));
}

/** Milliseconds that a fresh process takes to import a module, as it says itself. */
function importing(path: string, environment: Record<string, string>): number {
  const script = `const began = performance.now(); await import(${JSON.stringify(path)}); console.log(performance.now() - began); process.exit(0);`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env: { ...process.env, ...environment, STAGE: 'bench', AWS_REGION: 'eu-central-1' }, encoding: 'utf8' });
  return Number(said.trim().split('\n').at(-1));
}

function kilobytesOf(path: string): number {
  return statSync(path).size / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
