import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { handlerNames } from '../../lib/handlers.ts';
import { synthesise, type SynthesisOptions } from '../../lib/synthesise.ts';
import { readTemplate, type Template } from './assertions/template.ts';

/** A folder of its own for one test file, with a handler of one line for every name, a stylesheet and a script. */
export interface Workshop {
  readonly folder: string;
  readonly sources: Required<Pick<SynthesisOptions, 'build' | 'functions' | 'stylesheet'>>;
  clear(): void;
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'fabu-lib-'));
  const functions = join(folder, 'functions');
  for (const name of handlerNames) writeSource(functions, `${name}.ts`, `export const handler = async () => '${name}';\n`);
  const stylesheet = writeSource(folder, 'portal.css', 'body { color: black }\n');
  writeSource(folder, 'portal.js', 'void 0;\n');
  return {
    folder,
    sources: { build: join(folder, 'build'), functions, stylesheet },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function writeSource(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

export async function synthesiseIn(workshop: Workshop, stage: string, options: Partial<SynthesisOptions> = {}): Promise<Template> {
  const outdir = join(workshop.folder, `out-${stage}`);
  await synthesise({ stage, outdir, ...workshop.sources, ...options });
  return readTemplate(outdir, stage);
}

/** The template with one resource more: the planted fault of a control. */
export function planted(template: Template, id: string, resource: Template['Resources'][string]): Template {
  return { ...template, Resources: { ...template.Resources, [id]: resource } };
}
