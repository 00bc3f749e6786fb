import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile, type OutputFile } from 'esbuild';

const rooms = ['api', 'workflow', 'scheduled', 'operations'];

/** Lets bundled CommonJS require Node's own modules, which ESM does not offer by itself. */
const REQUIRE_BANNER = "import{createRequire as fabuRequire}from'node:module';const require=fabuRequire(import.meta.url);\n";

const bundled = join(import.meta.dirname, '..', '..', 'functions', 'shared', 'bundled');

/** Packages that drag in what no function can use, and what stands in their place; each file says why. */
const replaced = {
  '@aws-sdk/credential-provider-node': join(bundled, 'credentials.ts'),
  postcss: join(bundled, 'no-styles.ts'),
};

export interface BundleOptions {
  /** The folder with the rooms of the handlers. */
  readonly functions: string;
  /** Cleared, then filled with `<room>/<name>/index.mjs`. */
  readonly output: string;
  /** Every handler that the infrastructure names, as `room/name`. */
  readonly expected: readonly string[];
}

/**
 * Bundles every handler in one run of esbuild: one for each of them would take ten seconds.
 * Throws when files and names do not match, by name.
 */
export async function bundleHandlers(options: BundleOptions): Promise<void> {
  assertSame(discover(options.functions), options.expected, options.functions);
  const { outputFiles, metafile } = await build({
    entryPoints: options.expected.map((name) => ({ in: join(options.functions, `${name}.ts`), out: `${name}/index` })),
    outdir: options.output,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: replaced,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    metafile: true,
    write: false,
  });
  rmSync(options.output, { recursive: true, force: true });
  for (const file of outputFiles) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, needsRequire(metafile, file) ? REQUIRE_BANNER + file.text : file.contents);
  }
}

function discover(functions: string): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(functions, room), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => `${room}/${entry.name.slice(0, -'.ts'.length)}`),
  );
}

function assertSame(found: readonly string[], expected: readonly string[], functions: string): void {
  const missing = expected.filter((name) => !found.includes(name)).map((name) => `${name}.ts is missing`);
  const unknown = found.filter((name) => !expected.includes(name)).map((name) => `${name}.ts is named nowhere in lib/handlers.ts`);
  const faults = [...missing, ...unknown];
  if (faults.length > 0) throw new Error(`The handlers in ${functions} and lib/handlers.ts do not match: ${faults.join('; ')}.`);
}

function needsRequire(metafile: Metafile, file: OutputFile): boolean {
  const described = metafile.outputs[relative(process.cwd(), file.path).replaceAll('\\', '/')];
  return described?.imports.some((imported) => imported.kind === 'require-call' && imported.external === true) ?? false;
}
