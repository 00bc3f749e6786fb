import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';

export interface DeskBundleOptions {
  /** The desk's sources: `main.tsx`, `style/desk.css` and `index.html`. */
  readonly source: string;
  /** Cleared, then filled with `page/index.html` and, their hash in the name, `assets/*`. */
  readonly output: string;
}

/** Below the desk's address; index.html names its files by it, since it answers at many addresses. */
export const DESK_ASSETS = '/desk/assets/';

/**
 * Bundles the desk for browsers: what every screen needs at once, each screen and each language when it is asked for.
 * Throws where index.html has no place for what has to be in it.
 */
export async function bundleDesk({ source, output }: DeskBundleOptions): Promise<void> {
  const { outputFiles, metafile } = await build({
    entryPoints: { main: join(source, 'main.tsx'), desk: join(source, 'style', 'desk.css') },
    outdir: join(output, 'assets'),
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    target: ['es2022', 'chrome105', 'firefox104', 'safari16'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    write: false,
  });
  rmSync(output, { recursive: true, force: true });
  for (const file of outputFiles) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.contents);
  }
  mkdirSync(join(output, 'page'), { recursive: true });
  writeFileSync(join(output, 'page', 'index.html'), pageOf(readFileSync(join(source, 'index.html'), 'utf8'), filesOf(metafile)));
}

interface Files {
  readonly script: string;
  readonly style: string;
  /** What the script imports before it can run. */
  readonly preloads: readonly string[];
}

function filesOf({ outputs }: Metafile): Files {
  const entry = (ending: string): string => {
    const found = Object.entries(outputs).find(([path, { entryPoint }]) => entryPoint !== undefined && path.endsWith(ending) && /main\.tsx$|desk\.css$/.test(entryPoint));
    if (found === undefined) throw new Error(`The desk's bundle has no ${ending}.`);
    return found[0];
  };
  const script = entry('.js');
  const preloads = (outputs[script]?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
  return { script: basename(script), style: basename(entry('.css')), preloads };
}

function pageOf(template: string, { script, style, preloads }: Files): string {
  const tags = [
    `<link rel="stylesheet" href="${DESK_ASSETS}${style}">`,
    ...preloads.map((file) => `<link rel="modulepreload" href="${DESK_ASSETS}${file}">`),
    `<script type="module" src="${DESK_ASSETS}${script}"></script>`,
  ];
  if (!template.includes('<!-- files -->')) throw new Error('The index.html of the desk has no <!-- files -->.');
  return template.replace('<!-- files -->', tags.join('\n  '));
}
