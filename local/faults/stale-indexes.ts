import { createDynamoDb, type DynamoDb } from '../dynamodb/dynamodb.ts';
import type { CreateTableInput } from '../dynamodb/tables.ts';
import { operationOf } from '../gateway/required-actions.ts';
import type { WireRequest, WireService } from '../wire/wire.ts';
import type { Faults } from './faults.ts';

type Item = Readonly<Record<string, unknown>>;

/** One change of an item, as the table had it right afterwards. */
interface Written {
  readonly at: number;
  readonly table: string;
  readonly key: Item;
  readonly item: Item | undefined;
}

export interface StaleIndexesOptions {
  readonly faults: Faults;
  readonly tables: readonly CreateTableInput[];
  /** Real time in milliseconds. */
  readonly now?: () => number;
}

/**
 * Tables whose global secondary indexes lag behind, as far as the plan in force says so: a copy in memory takes up each
 * change so much later, and index reads are answered from it. Reads of the table itself are never stale.
 */
export function staleIndexes({ faults, tables, now = () => performance.now() }: StaleIndexesOptions, engine: WireService): WireService {
  let copy: Promise<LaggingCopy> | undefined;
  return async (request) => {
    const lag = faults.plan.staleIndexMs;
    if (lag === 0) copy = undefined;
    if (lag === 0) return engine(request);
    copy ??= LaggingCopy.of(tables, engine, request);
    const lagging = await copy;
    const input = JSON.parse(request.body.toString() || '{}') as Input;
    if (input.IndexName !== undefined) return lagging.read(request, now() - lag);
    const answered = await engine(request);
    const keys = answered.status === 200 ? lagging.keysWritten(operationOf(request), input) : [];
    for (const { table, key } of keys) lagging.note({ at: now(), table, key, item: await readItem(engine, request, table, key) });
    return answered;
  };
}

interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly RequestItems?: Readonly<Record<string, readonly { readonly PutRequest?: { readonly Item: Item }; readonly DeleteRequest?: { readonly Key: Item } }[]>>;
}

interface Place {
  readonly table: string;
  readonly key: Item;
}

class LaggingCopy {
  readonly #tables: readonly CreateTableInput[];
  readonly #copy: DynamoDb;
  /** What the copy has not taken up yet, oldest first. */
  #waiting: Written[] = [];
  #takingUp: Promise<void> = Promise.resolve();

  private constructor(tables: readonly CreateTableInput[], copy: DynamoDb) {
    this.#tables = tables;
    this.#copy = copy;
  }

  /** A copy of the tables as they are. The request lends its signature. */
  static async of(tables: readonly CreateTableInput[], engine: WireService, signed: WireRequest): Promise<LaggingCopy> {
    const copy = await createDynamoDb({ path: ':memory:' });
    for (const table of tables) {
      await copy.ensureTable(table);
      for (const Item of await scan(engine, signed, table.TableName)) await ask(copy.service, signed, 'PutItem', { TableName: table.TableName, Item });
    }
    return new LaggingCopy(tables, copy);
  }

  note(written: Written): void {
    this.#waiting.push(written);
  }

  async read(request: WireRequest, upTo: number): ReturnType<WireService> {
    this.#takingUp = this.#takingUp.then(() => this.#takeUp(request, upTo));
    await this.#takingUp;
    return this.#copy.service(request);
  }

  keysWritten(operation: string, input: Input): Place[] {
    const { TableName: table = '' } = input;
    if (operation === 'PutItem' && input.Item !== undefined) return [{ table, key: this.#keyOf(table, input.Item) }];
    if ((operation === 'UpdateItem' || operation === 'DeleteItem') && input.Key !== undefined) return [{ table, key: input.Key }];
    if (operation !== 'BatchWriteItem') return [];
    return Object.entries(input.RequestItems ?? {}).flatMap(([name, writes]) =>
      writes.map(({ PutRequest, DeleteRequest }) => ({ table: name, key: DeleteRequest?.Key ?? this.#keyOf(name, PutRequest?.Item ?? {}) })),
    );
  }

  #keyOf(table: string, item: Item): Item {
    const names = this.#tables.find(({ TableName }) => TableName === table)?.KeySchema.map(({ AttributeName }) => AttributeName) ?? [];
    return Object.fromEntries(names.map((name) => [name, item[name]]));
  }

  async #takeUp(signed: WireRequest, upTo: number): Promise<void> {
    const due = this.#waiting.filter(({ at }) => at <= upTo);
    this.#waiting = this.#waiting.filter(({ at }) => at > upTo);
    for (const { table: TableName, key: Key, item: Item } of due) {
      if (Item === undefined) await ask(this.#copy.service, signed, 'DeleteItem', { TableName, Key });
      else await ask(this.#copy.service, signed, 'PutItem', { TableName, Item });
    }
  }
}

async function readItem(engine: WireService, signed: WireRequest, TableName: string, Key: Item): Promise<Item | undefined> {
  return (await ask(engine, signed, 'GetItem', { TableName, Key, ConsistentRead: true }))['Item'] as Item | undefined;
}

async function scan(engine: WireService, signed: WireRequest, TableName: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let after: unknown;
  do {
    const page = await ask(engine, signed, 'Scan', { TableName, ...(after === undefined ? {} : { ExclusiveStartKey: after }) });
    items.push(...(page['Items'] as readonly Item[]));
    after = page['LastEvaluatedKey'];
  } while (after !== undefined);
  return items;
}

async function ask(service: WireService, signed: WireRequest, operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = { ...signed.headers, 'x-amz-target': `DynamoDB_20120810.${operation}` };
  const { status, body } = await service({ ...signed, headers, body: Buffer.from(JSON.stringify(input)) });
  if (status !== 200) throw new Error(`The copy of the tables could not be kept: ${operation} ${status} ${body.toString()}`);
  return JSON.parse(body.toString()) as Record<string, unknown>;
}
