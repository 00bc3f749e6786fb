import { isRecord, TemplateFault } from './template.ts';

/** Answers a secret's string by its ARN or name, or undefined when the template makes no such secret. */
export type SecretLookup = (secretId: string) => string | undefined;

const DYNAMIC = /\{\{resolve:([a-z-]+):(.*?)\}\}/g;
const SECRET = /^(.+):SecretString:([^:]*):([^:]*):([^:]*)$/;

/**
 * Replaces `{{resolve:secretsmanager:ID:SecretString:KEY::}}` throughout a resolved value.
 * @throws TemplateFault for another service, another stage or version, a secret or a key that does not exist
 */
export function replaceDynamicReferences(value: unknown, secretOf: SecretLookup): unknown {
  if (typeof value === 'string') return value.includes('{{resolve:') ? value.replace(DYNAMIC, (whole, service: string, rest: string) => secretString(whole, service, rest, secretOf)) : value;
  if (Array.isArray(value)) return value.map((item) => replaceDynamicReferences(item, secretOf));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceDynamicReferences(inner, secretOf)]));
}

function secretString(whole: string, service: string, rest: string, secretOf: SecretLookup): string {
  if (service !== 'secretsmanager') throw new TemplateFault(`The dynamic reference ${whole} asks ${service}, which the laptop does not serve.`);
  const [, secretId, key, stage, version] = SECRET.exec(rest) ?? [];
  if (secretId === undefined || stage !== '' || version !== '') throw new TemplateFault(`The dynamic reference ${whole} is not of the form that the laptop serves: ID:SecretString:KEY::.`);
  const secret = secretOf(secretId);
  if (secret === undefined) throw new TemplateFault(`The dynamic reference ${whole} names a secret that the template does not make.`);
  return key === '' || key === undefined ? secret : secretKey(whole, secret, key);
}

function secretKey(whole: string, secret: string, key: string): string {
  const parsed: unknown = secret.startsWith('{') ? JSON.parse(secret) : undefined;
  const found = isRecord(parsed) ? parsed[key] : undefined;
  if (typeof found !== 'string') throw new TemplateFault(`The dynamic reference ${whole} names the key ${key}, which the secret does not have.`);
  return found;
}
