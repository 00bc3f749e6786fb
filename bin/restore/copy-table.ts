import { DeleteItemCommand, PutItemCommand, ScanCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';

/** A table, and who reaches it. */
export interface TableAt {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** Items that differ between two tables, and that were put or deleted where that was asked for. */
export interface Copied {
  readonly same: number;
  readonly put: number;
  readonly deleted: number;
}

type StoredItem = Record<string, AttributeValue>;

/** Items that are written at a time. */
const TOGETHER = 25;

/**
 * Makes a table equal to another one, or only counts what it would take. Can be cut off and run again. The one from which
 * is copied is never written to. The keys of both have to fit into memory, the items not.
 */
export async function copyTable(from: TableAt, to: TableAt, overwrite: boolean): Promise<Copied> {
  const own = new Map<string, string>();
  for await (const items of pages(to)) for (const item of items) own.set(keyOf(item), textOf(item));
  let same = 0;
  let put = 0;
  for await (const items of pages(from)) {
    const differing = items.filter((item) => own.get(keyOf(item)) !== textOf(item));
    same += items.length - differing.length;
    put += differing.length;
    for (const item of items) own.delete(keyOf(item));
    if (overwrite) await inGroups(differing, (item) => to.client.send(new PutItemCommand({ TableName: to.name, Item: item })));
  }
  const surplus = [...own.keys()].map((key) => JSON.parse(key) as [pk: string, sk: string]);
  if (overwrite) await inGroups(surplus, ([pk, sk]) => to.client.send(new DeleteItemCommand({ TableName: to.name, Key: { pk: { S: pk }, sk: { S: sk } } })));
  return { same, put, deleted: surplus.length };
}

/** Nobody writes to either meanwhile, so a scan needs no consistency of its own. */
async function* pages({ client, name }: TableAt): AsyncGenerator<StoredItem[]> {
  let after: StoredItem | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: name, ...(after === undefined ? {} : { ExclusiveStartKey: after }) }));
    yield page.Items ?? [];
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}

function keyOf({ pk, sk }: StoredItem): string {
  return JSON.stringify([pk?.S, sk?.S]);
}

/** The same text for the same item, in whatever order a table hands its attributes out. */
function textOf(item: StoredItem): string {
  return createHash('sha256').update(canonical(item)).digest('base64');
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return `{${Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

async function inGroups<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < all.length; start += TOGETHER) await Promise.all(all.slice(start, start + TOGETHER).map(work));
}
