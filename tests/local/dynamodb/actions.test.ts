import { expect, test } from 'vitest';
import { dynamoDbActionsOf } from '../../../local/dynamodb/actions.ts';
import { accountOwner, type WireRequest } from '../../../local/wire/wire.ts';

const call = (operation: string, input: unknown): WireRequest => ({
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
  body: Buffer.from(JSON.stringify(input)),
  principal: accountOwner,
});

test('a call on a table is its own action', () => {
  expect(dynamoDbActionsOf(call('UpdateItem', { TableName: 'Records' }))).toEqual([{ action: 'dynamodb:UpdateItem', table: 'Records' }]);
});

test('a query of an index names the index', () => {
  expect(dynamoDbActionsOf(call('Query', { TableName: 'arn:aws:dynamodb:eu-central-1:000000000000:table/Records', IndexName: 'outbox' }))).toEqual([
    { action: 'dynamodb:Query', table: 'Records', index: 'outbox' },
  ]);
});

test('a batch asks for each of its tables', () => {
  expect(dynamoDbActionsOf(call('BatchGetItem', { RequestItems: { A: {}, B: {} } }))).toEqual([
    { action: 'dynamodb:BatchGetItem', table: 'A' },
    { action: 'dynamodb:BatchGetItem', table: 'B' },
  ]);
});

test('a transaction asks for what it does to each table, once', () => {
  const TransactItems = [{ Put: { TableName: 'A' } }, { Put: { TableName: 'A' } }, { ConditionCheck: { TableName: 'B' } }];
  expect(dynamoDbActionsOf(call('TransactWriteItems', { TransactItems }))).toEqual([
    { action: 'dynamodb:PutItem', table: 'A' },
    { action: 'dynamodb:ConditionCheckItem', table: 'B' },
  ]);
});

test('a body that is no JSON asks for nothing, and the service refuses it', () => {
  expect(dynamoDbActionsOf({ ...call('GetItem', {}), body: Buffer.from('{') })).toEqual([]);
});
