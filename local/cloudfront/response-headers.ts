import { refuseUnknown, UnsupportedInTemplate, type Declared, type Properties } from '../wire/known-properties.ts';

export type Headers = Record<string, string | readonly string[]>;
export type EditHeaders = (headers: Headers) => Headers;

interface Addition {
  readonly header: string;
  readonly value: string;
  readonly override: boolean;
}

/** A response headers policy: first the removals, then the additions; one that does not override gives way to the origin's. */
export function findResponseHeadersPolicy(where: string, id: string | undefined, own: readonly Declared[]): EditHeaders {
  if (id === undefined) return (headers) => headers;
  const declared = own.find((policy) => policy.id === id);
  if (!declared) throw new UnsupportedInTemplate(where, `response headers policy ${id} is not served on the laptop.`);
  const config = declared.properties['ResponseHeadersPolicyConfig'] as Properties;
  refuseUnknown(declared.logicalId, config, ['Name', 'Comment', 'CustomHeadersConfig', 'RemoveHeadersConfig', 'SecurityHeadersConfig']);
  const removed = readRemovals(config['RemoveHeadersConfig']);
  const additions = [
    ...readSecurityHeaders(declared.logicalId, (config['SecurityHeadersConfig'] ?? {}) as Properties),
    ...readCustomHeaders(config['CustomHeadersConfig']),
  ];
  return (headers) => {
    const edited = Object.fromEntries(Object.entries(headers).filter(([name]) => !removed.has(name)));
    for (const { header, value, override } of additions) {
      if (override || edited[header] === undefined) edited[header] = value;
    }
    return edited;
  };
}

function readRemovals(config: unknown): Set<string> {
  const { Items: items = [] } = (config ?? {}) as { Items?: readonly { Header: string }[] };
  return new Set(items.map((item) => item.Header.toLowerCase()));
}

function readCustomHeaders(config: unknown): Addition[] {
  const { Items: items = [] } = (config ?? {}) as { Items?: readonly { Header: string; Value: string; Override: boolean }[] };
  return items.map((item) => ({ header: item.Header.toLowerCase(), value: item.Value, override: item.Override }));
}

type Written = Readonly<Record<string, string | number | boolean | undefined>>;

const SECURITY_HEADERS: Readonly<Record<string, readonly [header: string, write: (setting: Written) => string]>> = {
  ContentSecurityPolicy: ['content-security-policy', (setting) => String(setting['ContentSecurityPolicy'])],
  ContentTypeOptions: ['x-content-type-options', () => 'nosniff'],
  FrameOptions: ['x-frame-options', (setting) => String(setting['FrameOption'])],
  ReferrerPolicy: ['referrer-policy', (setting) => String(setting['ReferrerPolicy'])],
  StrictTransportSecurity: ['strict-transport-security', writeTransportSecurity],
};

function readSecurityHeaders(where: string, config: Properties): Addition[] {
  refuseUnknown(`${where} SecurityHeadersConfig`, config, Object.keys(SECURITY_HEADERS));
  return Object.entries(SECURITY_HEADERS).flatMap(([name, [header, write]]) => {
    const setting = config[name] as Written | undefined;
    return setting ? [{ header, value: write(setting), override: setting['Override'] === true }] : [];
  });
}

function writeTransportSecurity(setting: Written): string {
  const parts = [`max-age=${String(setting['AccessControlMaxAgeSec'])}`];
  if (setting['IncludeSubdomains'] === true) parts.push('includeSubdomains');
  if (setting['Preload'] === true) parts.push('preload');
  return parts.join('; ');
}
