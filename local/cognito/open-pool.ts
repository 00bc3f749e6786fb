import { CognitoServiceImpl } from 'cognito-local/lib/services/cognitoService.js';
import type { AppClient } from 'cognito-local/lib/services/appClient.js';
import type { CognitoService } from 'cognito-local/lib/services/cognitoService.js';
import type { Context } from 'cognito-local/lib/services/context.js';
import { UserPoolServiceFactoryImpl, type UserPool } from 'cognito-local/lib/services/userPoolService.js';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Declared } from '../wire/known-properties.ts';
import type { IdentityStore } from './store.ts';

const clock = { get: () => new Date() };

/** The pool and its clients as the template has them now, with the users that the store has from before. */
export async function openPool(context: Context, store: IdentityStore, pool: Declared, clients: readonly Declared[]): Promise<CognitoService> {
  const cognito = await openService(context, store);
  const { UserPoolName, Schema: _schema, ...properties } = pool.properties;
  const now = clock.get();
  const options = { ...properties, Name: UserPoolName, Id: pool.id, CreationDate: now, LastModifiedDate: now } as unknown as UserPool;
  await cognito.createUserPool(context, options);
  const service = await cognito.getUserPool(context, pool.id);
  await service.updateOptions(context, { ...service.options, ...options });
  for (const client of clients) {
    const declared = { ...client.properties, ClientId: client.id, UserPoolId: pool.id, CreationDate: now, LastModifiedDate: now };
    await service.saveAppClient(context, declared as unknown as AppClient);
  }
  return cognito;
}

/** cognito-local looks for the pools of its own store in a folder; an empty one keeps it from finding any. */
async function openService(context: Context, store: IdentityStore): Promise<CognitoService> {
  const empty = mkdtempSync(join(tmpdir(), 'fabu-'));
  const clients = await store.create(context, 'clients', { Clients: {} });
  const service = new CognitoServiceImpl(empty, clients, {}, new UserPoolServiceFactoryImpl(clock, store));
  await service.init(context);
  rmdirSync(empty);
  return service;
}
