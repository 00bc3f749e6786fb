import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import { DamagedFolderError } from './errors.ts';
import { carryOut, isRefusal, operationNamed, unknownParameter, validated } from './operations.ts';
import { openStore, type AtomicStore } from './store.ts';
import { ensureTable, hasTable, type CreateTableInput } from './tables.ts';

export interface DynamoDbOptions {
  /** The folder of the tables, or `:memory:`. */
  readonly path: string;
}

export interface DynamoDb {
  readonly service: WireService;
  /** Makes the table the template declares; does nothing when it is there. Throws `ChangedKeySchemaError` by name. */
  ensureTable(input: CreateTableInput): Promise<void>;
  hasTable(name: string): Promise<boolean>;
  close(): Promise<void>;
}

const SERVICE_FAULT = 'com.amazon.coral.service#';
const VALIDATION_FAULT = 'com.amazon.coral.validate#ValidationException';

/** DynamoDB on the laptop: dynalite's rules over LevelDB. Throws `DamagedFolderError` or `FolderInUseError`. */
export async function createDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const store = await openStore(options.path);
  return {
    service: (request) => answer(store, request, options.path),
    ensureTable: (input) => ensureTable(store, input),
    hasTable: (name) => hasTable(store, name),
    close: () => store.db.close(),
  };
}

async function answer(store: AtomicStore, request: WireRequest, path: string): Promise<WireResponse> {
  const name = operationName(request);
  if (name === undefined) return fault(`${SERVICE_FAULT}UnknownOperationException`, 'The request names no DynamoDB operation.');
  if (request.headers.authorization === undefined) {
    return fault(`${SERVICE_FAULT}MissingAuthenticationTokenException`, 'Request is missing Authentication Token');
  }
  const operation = operationNamed(name);
  if (operation === undefined) return fault(`${SERVICE_FAULT}UnknownOperationException`, `The laptop does not serve DynamoDB's ${name}.`);
  const input = parsed(request.body);
  if (input === undefined) return fault(`${SERVICE_FAULT}SerializationException`, 'The body is not a JSON object.');
  const unknown = unknownParameter(operation.validation, input);
  if (unknown !== undefined) return fault(VALIDATION_FAULT, `The laptop does not serve ${unknown} of DynamoDB's ${name}.`);
  try {
    return respond(200, await carryOut(store, operation, validated(store, operation.validation, input)));
  } catch (error) {
    if (isRefusal(error)) return respond(error.statusCode, error.body);
    throw isDecodeError(error) ? new DamagedFolderError(path, error) : error;
  }
}

function operationName(request: WireRequest): string | undefined {
  const target = request.headers['x-amz-target'];
  if (request.method !== 'POST' || typeof target !== 'string') return undefined;
  const [version, name] = target.split('.');
  return version === 'DynamoDB_20120810' ? name : undefined;
}

function parsed(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isDecodeError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'LEVEL_DECODE_ERROR' || error.code === 'LEVEL_CORRUPTION');
}

function fault(type: string, message: string): WireResponse {
  return respond(400, { __type: type, message });
}

function respond(status: number, value: Readonly<Record<string, unknown>>): WireResponse {
  const body = Buffer.from(JSON.stringify(value));
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-crc32': String(crc32(body)),
      'x-amzn-requestid': randomUUID(),
    },
    body,
  };
}
