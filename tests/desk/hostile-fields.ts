import { calls } from '../../functions/shared/http/calls.ts';
import { openApiOf } from '../../functions/shared/http/openapi.ts';

/** Fields of the API that hold what people write, each with the name of the payload that is put there and seen again. */
export const written: Readonly<Record<string, string>> = {
  'content /title': 'published-title',
  'content /body': 'body',
  'content /urgencyReason': 'urgencyReason',
  'content /disclosure/ground': 'ground',
  'content /signature/by': 'signatory',
  'content /signature/reference': 'signature-reference',
  'content /documentNumber': 'documentNumber',
  'content /issuer': 'issuer',
  'content /subject': 'subject',
  'content /summary': 'summary',
  'content /interprets': 'interprets',
  'content /carrier': 'carrier',
  'POST /api/releases/{id}/decisions /remarks': 'remarks',
  'POST /api/releases/{id}/decisions /confidentiality/ground': 'finding',
  'POST /api/releases/{id}/corrections /reason': 'correction',
  'POST /api/releases/{id}/suggestions /remarks': 'suggestion-remarks',
  'POST /api/releases/{id}/withdrawal /reason': 'withdrawal',
  'POST /api/duties/{id}/acknowledge /remarks': 'acknowledgement',
  'POST /api/duties/{id}/excuse /reason': 'excuse',
  'POST /api/duties/{id}/excuse /remarks': 'excuse-decision',
  'POST /api/people/{id}/leave /reason': 'leave',
  'POST /api/people/{id}/reassignment /remarks': 'reassignment',
  'GET /api/releases ?q': 'search',
};

/** Fields that take no words of anybody: what they hold is among what the site knows, or a day, or else it is refused. */
export const chosen: readonly string[] = [
  'content /column',
  'POST /api/releases/{id}/decisions /stage',
  'POST /api/releases/{id}/decisions /overrides/*/finding',
  'POST /api/releases/{id}/decisions /overrides/*/reason',
  'POST /api/releases/{id}/suggestions /stage',
  'POST /api/releases/{id}/attachments /type',
  'PUT /api/releases/{id}/attachments/{name} /versionId',
  'PUT /api/releases/{id}/attachments/{name} /uploadId',
  'PUT /api/people/{id}/roles /roles/*/role',
  'PUT /api/people/{id}/roles /roles/*/unit',
  'POST /api/people/{id}/leave /from',
  'POST /api/people/{id}/leave /until',
  'POST /api/people/{id}/leave /cover',
  'POST /api/people/{id}/reassignment /to',
];

/** The name of a file has rules of its own: its payload is the worst that they let through. */
export const named = 'POST /api/releases/{id}/attachments /name';

interface Schema {
  readonly type?: string;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const SAYS_ONLY_THAT_IT_IS_FILLED = '\\S';
const CONTENT = ['POST /api/releases', 'PUT /api/releases/{id}', 'POST /api/releases/{id}/corrections', 'POST /api/releases/{id}/suggestions'];

/** Every place of the API's description that takes any text; the fields of a content are the same in four calls. */
export function placesForText(): readonly string[] {
  const { paths } = openApiOf(calls) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const));
  const inBodies = (operation: Operation): string[] => Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => textsIn(schema, ''));
  const ofContent = new Set(operations.filter(([call]) => call === CONTENT[0]).flatMap(([, operation]) => inBodies(operation)));
  const places = operations.flatMap(([call, operation]) => [
    ...inBodies(operation).map((pointer) => (CONTENT.includes(call) && ofContent.has(pointer) ? `content ${pointer}` : `${call} ${pointer}`)),
    ...(operation.parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.name === 'q').map(({ name }) => `${call} ?${name}`),
  ]);
  return [...new Set(places)].sort();
}

function textsIn(schema: Schema, pointer: string): string[] {
  const { properties = {}, items, anyOf = [] } = schema;
  const below = [...Object.entries(properties).map(([name, one]) => textsIn(one, `${pointer}/${name}`)), ...anyOf.map((one) => textsIn(one, pointer)), items === undefined ? [] : textsIn(items, `${pointer}/*`)];
  return [...(isAnyText(schema) ? [pointer] : []), ...below.flat()];
}

function isAnyText({ type, enum: values, const: value, format, pattern }: Schema): boolean {
  return type === 'string' && values === undefined && value === undefined && format === undefined && (pattern === undefined || pattern === SAYS_ONLY_THAT_IT_IS_FILLED);
}
