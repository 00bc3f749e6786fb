import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/template/assembly.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(stacks: readonly string[]): void {
  const artifacts = Object.fromEntries(stacks.map((name) => [name, { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } }]));
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts: { Tree: { type: 'cdk:tree' }, ...artifacts } }));
  for (const name of stacks) {
    writeFileSync(join(directory, `${name}.template.json`), JSON.stringify({ Resources: {} }));
    const file = { source: { path: 'asset.abc', packaging: 'zip' }, destinations: { here: { objectKey: 'abc.zip' }, lost: { objectKey: 'abc.zip' } } };
    const lost = { source: { path: 'asset.lost' }, destinations: { here: { objectKey: 'lost.zip' } } };
    writeFileSync(join(directory, `${name}.assets.json`), JSON.stringify({ files: { abc: file, lost } }));
  }
  mkdirSync(join(directory, 'asset.abc'));
}

describe('an assembly', () => {
  it('gives its one stack, and the folder of an asset by its key', () => {
    write(['Fabu-laptop']);
    const assembly = readAssembly(directory);
    expect(assembly.stackName).toBe('Fabu-laptop');
    expect(assembly.assetPath('abc.zip')).toBe(join(directory, 'asset.abc'));
  });

  it('gives the stack that is asked for', () => {
    write(['One', 'Two']);
    expect(readAssembly(directory, 'Two').stackName).toBe('Two');
    expect(() => readAssembly(directory)).toThrow(/should hold one stack; it holds: One, Two/);
    expect(() => readAssembly(directory, 'Three')).toThrow(/should hold the stack Three; it holds: One, Two/);
  });

  it('is refused when a file is missing or damaged', () => {
    expect(() => readAssembly(directory)).toThrow(/manifest\.json cannot be read/);
    write(['One']);
    writeFileSync(join(directory, 'One.template.json'), '{"Resources": ');
    expect(() => readAssembly(directory)).toThrow(/One\.template\.json cannot be read/);
    writeFileSync(join(directory, 'One.template.json'), '{}');
    expect(() => readAssembly(directory)).toThrow('One has no "Resources".');
  });

  it('names an asset that is not listed, and one whose folder is gone', () => {
    write(['One']);
    expect(() => readAssembly(directory).assetPath('other.zip')).toThrow('The asset other.zip is not in One.assets.json.');
    expect(() => readAssembly(directory).assetPath('lost.zip')).toThrow(/The asset lost\.zip should be at .*asset\.lost, which does not exist/);
  });
});
