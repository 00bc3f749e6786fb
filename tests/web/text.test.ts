import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { organisations } from '../../domain/organisations/organisation.ts';
import { roles } from '../../domain/people/person.ts';
import { kinds } from '../../domain/release/content.ts';
import { dutyStates } from '../../domain/release/duty.ts';
import { states } from '../../domain/release/release.ts';
import { desk as deskEn } from '../../web/text/desk/en.ts';
import { desk } from '../../web/text/desk/zh-CN.ts';
import { fill, languageOf, textFor } from '../../web/text/index.ts';
import { mail as mailEn } from '../../web/text/mail/en.ts';
import { mail } from '../../web/text/mail/zh-CN.ts';

const zhCN: Readonly<Record<string, string>> = { ...textFor('zh-CN'), ...mail, ...desk };
const en: Readonly<Record<string, string>> = { ...textFor('en'), ...mailEn, ...deskEn };
const keys = Object.keys(zhCN);
const placeholders = (template: string) => [...template.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1]).sort();

const named = (prefix: string) => keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

/** The problem types of the contract; the gateway's own answers have none. */
const contractProblems = [
  ...['validation', 'unauthenticated', 'forbidden', 'separation-of-duties', 'not-found', 'stale-version'],
  ...['stale-content', 'wrong-state', 'blocked-by-checks', 'too-large', 'rate-limited'],
];

function sourcesOf(...rooms: string[]): string {
  return rooms
    .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

describe('the dictionaries', () => {
  it('have the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(keys);
  });

  it.each(keys)('%s has text and the same placeholders in both languages', (key) => {
    expect(zhCN[key]).toMatch(/\S/);
    expect(en[key]).toMatch(/\S/);
    expect(placeholders(en[key] ?? '')).toEqual(placeholders(zhCN[key] ?? ''));
  });

  it('say nothing on the portal that no page shows', () => {
    const sources = sourcesOf('web/portal', 'functions');
    const unused = keys.filter((key) => key.startsWith('portal.') && !sources.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  it('say nothing at the desk that no screen says, by its key or by a pattern of keys', () => {
    const sources = sourcesOf('web/desk');
    const patterns = [...sources.matchAll(/`(desk\.[^`]*\$\{[^`]*)`/g)].map(([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[A-Za-z0-9-]+')}$`));
    const unused = keys.filter((key) => key.startsWith('desk.') && !sources.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('have a word for every role and kind', () => {
    expect(named('role.').sort()).toEqual([...roles].sort());
    expect(named('kind.').sort()).toEqual([...kinds].sort());
  });

  it('explain no fault that nothing finds', () => {
    const sources = sourcesOf('domain', 'functions');
    const unused = named('problem.fault.').filter((fault) => !sources.includes(`'${fault}'`));
    expect(unused).toEqual([]);
  });

  it('have a word for every state of an item and of a duty, and for everything that separation of duties keeps apart', () => {
    expect(named('state.').sort()).toEqual([...states, ...dutyStates].sort());
    const stages = organisations.flatMap(({ chains }) => Object.values(chains).flat().map((stage) => stage.id));
    expect(named('duty.').sort()).toEqual([...new Set([...stages, 'submit', 'edit', 'publish', 'excuse'])].sort());
  });

  it('have a title and a detail for every problem of the contract, and for no other', () => {
    expect(named('problem.title.').sort()).toEqual([...contractProblems].sort());
    expect(named('problem.detail.').sort()).toEqual([...contractProblems].sort());
  });
});

describe('languageOf', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['zh-TW,zh;q=0.9', 'zh-CN'],
    ['en', 'en'],
    ['en-GB, zh;q=0.8', 'en'],
    ['fr, en;q=0.5', 'en'],
    ['fr', 'zh-CN'],
    ['zh;q=0.2, EN;q=0.9', 'en'],
    ['en;q=0', 'zh-CN'],
    ['en;q=broken', 'zh-CN'],
    ['*, en;q=0.5', 'zh-CN'],
    ['zh, en', 'zh-CN'],
    [';;,,;q=1', 'zh-CN'],
  ] as const)('reads %j as %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('fill', () => {
  it('puts values in, once, whatever they contain', () => {
    expect(fill(textFor('zh-CN')['portal.page'], { page: 3 })).toBe('第 3 页');
    expect(fill('{a}{b}', { a: '{b}', b: '$&' })).toBe('{b}$&');
  });

  it('leaves a placeholder without a value, even one named like a method', () => {
    expect(fill('{max} {constructor}', {})).toBe('{max} {constructor}');
  });
});
