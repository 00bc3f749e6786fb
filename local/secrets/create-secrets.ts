import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readProperties, type Properties } from '../template/read-properties.ts';
import type { SecretDeclaration } from '../template/storage.ts';
import { isRecord, TemplateFault } from '../template/template.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';

export interface Secrets {
  /** Makes a value for each secret that has none yet. */
  adopt(declarations: readonly SecretDeclaration[]): void;
  valueOf(arn: string): string | undefined;
  /** GetSecretValue of Secrets Manager. */
  readonly service: WireService;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const SERVED = ['PasswordLength', 'ExcludeCharacters', 'ExcludeLowercase', 'ExcludeUppercase', 'ExcludeNumbers', 'ExcludePunctuation', 'IncludeSpace', 'RequireEachIncludedType', 'SecretStringTemplate', 'GenerateStringKey'];
const DEFAULT_LENGTH = 32;

/**
 * The secrets of the template, made once and kept in a file that only its owner can read.
 * @throws TemplateFault when the file is damaged
 */
export function createSecrets(file: string): Secrets {
  const values = new Map(Object.entries(read(file)));
  return {
    valueOf: (arn) => values.get(arn),
    adopt: (declarations) => {
      const missing = declarations.filter(({ arn }) => !values.has(arn));
      for (const { arn, logicalId, generate } of missing) values.set(arn, generateSecret(readProperties(generate, `${logicalId}.GenerateSecretString`)));
      if (missing.length > 0) write(file, Object.fromEntries(values));
    },
    service: (request) => Promise.resolve(answer(values, request)),
  };
}

function generateSecret(settings: Properties): string {
  const unknown = Object.keys(settings.raw).find((name) => !SERVED.includes(name));
  if (unknown !== undefined) throw new TemplateFault(`GenerateSecretString.${unknown} is not served.`);
  const password = generatePassword(settings);
  const key = settings.optionalText('GenerateStringKey');
  if (key === undefined) return password;
  const template: unknown = JSON.parse(settings.text('SecretStringTemplate'));
  return JSON.stringify({ ...(isRecord(template) ? template : {}), [key]: password });
}

function generatePassword(settings: Properties): string {
  const excluded = new Set(settings.optionalText('ExcludeCharacters') ?? '');
  const kinds = [
    settings.flag('ExcludeLowercase', false) ? '' : LOWER,
    settings.flag('ExcludeUppercase', false) ? '' : UPPER,
    settings.flag('ExcludeNumbers', false) ? '' : DIGITS,
    settings.flag('ExcludePunctuation', false) ? '' : PUNCTUATION,
    settings.flag('IncludeSpace', false) ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !excluded.has(character)))
    .filter((kind) => kind.length > 0);
  const length = settings.integer('PasswordLength', DEFAULT_LENGTH);
  const required = settings.flag('RequireEachIncludedType', true) ? kinds.map(pick) : [];
  const rest = Array.from({ length: Math.max(length - required.length, 0) }, () => pick(kinds.flat()));
  return shuffle([...required, ...rest]).join('');
}

function pick(characters: readonly string[]): string {
  const character = characters[characters.length === 0 ? 0 : randomInt(characters.length)];
  if (character === undefined) throw new TemplateFault('GenerateSecretString excludes every character.');
  return character;
}

function shuffle(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters;
}

function read(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isRecord(value) && Object.values(value).every((secret) => typeof secret === 'string')) return value as Record<string, string>;
  } catch (cause) {
    throw new TemplateFault(`${file} is damaged; --fresh begins anew.`, { cause });
  }
  throw new TemplateFault(`${file} is damaged; --fresh begins anew.`);
}

/** Whole or not at all, even when the process dies half way. */
function write(file: string, values: Readonly<Record<string, string>>): void {
  writeFileSync(`${file}.new`, JSON.stringify(values, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function answer(values: ReadonlyMap<string, string>, request: WireRequest): WireResponse {
  const input: unknown = JSON.parse(request.body.toString('utf8'));
  const id = isRecord(input) && typeof input.SecretId === 'string' ? input.SecretId : '';
  const value = values.get(id);
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
  if (value === undefined) return { status: 400, headers, body: JSON.stringify({ __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." }) };
  return { status: 200, headers, body: JSON.stringify({ ARN: id, Name: id.slice(id.lastIndexOf(':') + 1, -7), SecretString: value, VersionStages: ['AWSCURRENT'] }) };
}
