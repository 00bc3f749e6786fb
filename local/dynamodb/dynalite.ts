import { createRequire } from 'node:module';

/** dynalite's pieces, as far as this room uses them. It ships no types; its version is pinned. */

type Done<T = unknown> = (error: Error | null, value?: T) => void;

export interface LevelOperation {
  readonly type: 'put' | 'del';
  readonly key: string;
  readonly value?: unknown;
}

export interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  getSync(key: string): unknown;
  batch(operations: readonly LevelOperation[], done: Done): void;
  on(event: 'write', listener: (operations: readonly LevelOperation[]) => void): void;
}

export interface SubDatabase {
  readonly lock: unknown;
  get(key: string, done: Done): void;
  put(key: string, value: unknown, done: Done): void;
  del(key: string, done: Done): void;
  createValueStream(options: unknown): unknown;
}

export interface TableDescription {
  readonly TableName: string;
  readonly TableStatus: string;
  readonly KeySchema: readonly KeyElement[];
  readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
  readonly [field: string]: unknown;
}

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export interface IndexDescription {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
  readonly [field: string]: unknown;
}

export interface Store {
  readonly options: Readonly<Record<string, unknown>>;
  readonly db: Level;
  readonly tableDb: SubDatabase & { awsAccountId: string; awsRegion: string };
  getItemDb(table: string): SubDatabase;
  getIndexDb(kind: string, table: string, index: string): SubDatabase;
  getTable(name: string, checkStatus: unknown, done?: Done<TableDescription>): void;
}

/** What dynalite calls back with when the request, not the engine, is at fault. */
export interface Refusal extends Error {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Validation {
  readonly types: Readonly<Record<string, unknown>>;
  readonly custom?: unknown;
}

interface Validations {
  readonly checkTypes: (data: unknown, types: Validation['types']) => Record<string, unknown>;
  readonly checkValidations: (data: Record<string, unknown>, types: Validation['types'], custom: unknown, store: Store) => void;
}

export type Action = (store: Store, data: Record<string, unknown>, done: Done<Record<string, unknown>>) => void;

const require = createRequire(import.meta.url);

export const { create: createStore } = require('dynalite/db') as { readonly create: (options: Record<string, unknown>) => Store };
export const { checkTypes, checkValidations } = require('dynalite/validations') as Validations;

export interface Operation {
  readonly validation: Validation;
  readonly action: Action;
}

/** The operation dynalite implements in the file of that name (`getItem`). */
export function loadOperation(fileName: string): Operation {
  return {
    validation: require(`dynalite/validations/${fileName}`) as Validation,
    action: require(`dynalite/actions/${fileName}`) as Action,
  };
}
