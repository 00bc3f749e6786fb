import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, readDefinition, transitionsOf, type Definition } from './definition.ts';

const END = '[*]';

/** States and arrows of a mermaid state diagram, by the names that people read. */
function drawn(markdown: string): { readonly states: string[]; readonly arrows: string[] } {
  const [, diagram] = /```mermaid\n([\s\S]*?)```/.exec(markdown) ?? [];
  if (diagram === undefined) throw new Error('There is no mermaid diagram.');
  const names = new Map([[END, END]]);
  for (const [, name, alias] of diagram.matchAll(/^\s*state "(.+)" as (\w+)$/gm)) names.set(alias!, name!);
  const nameOf = (alias: string): string => names.get(alias) ?? `unnamed ${alias}`;
  const arrows = [...diagram.matchAll(/^\s*(\S+) --> (\S+?)(?:: .*)?$/gm)].map(([, from, to]) => `${nameOf(from!)} -> ${nameOf(to!)}`);
  return { states: [...names.values()].filter((name) => name !== END).sort(), arrows: [...new Set(arrows)].sort() };
}

function defined(definition: Definition): { readonly states: string[]; readonly arrows: string[] } {
  const ends = Object.entries(definition.States).filter(([, { Type, End }]) => Type === 'Succeed' || Type === 'Fail' || End === true);
  const arrows = [
    `${END} -> ${definition.StartAt}`,
    ...transitionsOf(definition).map(([from, to]) => `${from} -> ${to}`),
    ...ends.map(([name]) => `${name} -> ${END}`),
  ];
  return { states: Object.keys(definition.States).sort(), arrows: [...new Set(arrows)].sort() };
}

const diagramOf = (name: string): string => readFileSync(join(folder, `${name}.md`), 'utf8');

describe.each(['release', 'deadline'])('the diagram of the %s machine', (name) => {
  test('shows every state and every transition, and none that does not exist', () => {
    expect(drawn(diagramOf(name))).toEqual(defined(readDefinition(name)));
  });
});

test('control: a transition that is not drawn is found', () => {
  const { arrows } = drawn(diagramOf('release').replace(/^.*--> PublishFailed.*\n/m, ''));
  expect(arrows).not.toEqual(defined(readDefinition('release')).arrows);
});
