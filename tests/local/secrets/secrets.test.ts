import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets } from '../../../local/secrets/create-secrets.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  file = join(directory, 'secrets.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

const generated = (generate: Record<string, unknown>): string => {
  const secrets = createSecrets(file);
  secrets.adopt([{ logicalId: 'Origin', arn: 'arn:one', generate }]);
  return secrets.valueOf('arn:one') ?? '';
};

describe('a secret of the template', () => {
  it('is made once and kept for its owner alone', () => {
    const first = generated({});
    expect(first).toHaveLength(32);
    expect(generated({ PasswordLength: 50 })).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('has the length and the characters that it asks for', () => {
    expect(generated({ PasswordLength: 60, ExcludePunctuation: true, ExcludeUppercase: true, ExcludeCharacters: 'abc0' })).toMatch(/^[d-z1-9]{60}$/);
  });

  it('can stand under a key of a template', () => {
    expect(JSON.parse(generated({ SecretStringTemplate: '{"user":"portal"}', GenerateStringKey: 'password', PasswordLength: 8 }))).toEqual({ user: 'portal', password: expect.stringMatching(/^.{8}$/) as string });
  });

  it('is refused when it excludes everything or asks for something unknown', () => {
    expect(() => generated({ ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true })).toThrow(/excludes every character/);
    expect(() => generated({ Words: 4 })).toThrow('GenerateSecretString.Words is not served.');
  });

  it('is refused when its file is damaged', () => {
    writeFileSync(file, '{"arn:one": 1}');
    expect(() => createSecrets(file)).toThrow(/secrets\.json is damaged/);
  });
});
