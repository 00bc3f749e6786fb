import { handlers } from '../../lib/handlers.ts';
import type { Handler } from '../model/api.ts';
import { doubles, putInPlace } from '../model/hooks.ts';
import type { Plan, StepName } from '../model/executions.ts';
import type { Mutant } from '../model/mutants.ts';
import { publicFetch } from './doubles/public-address.ts';

const root = new URL('../../', import.meta.url);

/** What the model leaves out: everything else that a function calls. */
const further: ReadonlyMap<string, string> = new Map(
  [
    ['portal/portal-bucket.ts', 'portal-bucket.ts'],
    ['portal/edge.ts', 'edge.ts'],
    ['portal/shared-listings.ts', 'shared-listings.ts'],
    ['content/attachment-store.ts', 'attachment-store.ts'],
    ['content/uploads.ts', 'uploads.ts'],
    ['seals/seal-store.ts', 'seal-store.ts'],
    ['seals/read-tips.ts', 'read-tips.ts'],
    ['relay/machines.ts', 'machines.ts'],
    ['share-runs.ts', 'share-runs.ts'],
    ['mail/telling-of.ts', 'telling-of.ts'],
  ].map(([file = '', double = '']) => [new URL(`functions/shared/${file}`, root).href, new URL(`tests/crash-points/doubles/${double}`, root).href]),
);

export type Step = (input: Readonly<Record<string, unknown>>) => Promise<Plan | undefined>;

/** The handlers as they are deployed. */
export interface Functions {
  readonly api: Readonly<Record<'author' | 'act' | 'revise' | 'people' | 'attach' | 'duties', Handler>>;
  readonly steps: Readonly<Record<StepName, Step>>;
  readonly relay: Handler;
  readonly sweep: Handler;
  readonly settle: Handler;
  readonly seal: Handler;
  readonly rebuild: Handler;
  readonly enrol: Handler;
}

/** Loads them in front of doubles, with a fault planted or with none. Once in a process. */
export async function loadFunctions(fault: Mutant | undefined): Promise<Functions> {
  putInPlace(new Map([...doubles, ...further]), fault);
  for (const name of Object.values(handlers).flat()) process.env[name] = name;
  Object.assign(process.env, { PUBLIC_ORIGIN: 'https://portal.example', STYLESHEET: '/assets/portal.css' });
  globalThis.fetch = publicFetch;
  const from = async (file: string): Promise<never> => ((await import(`../../functions/${file}.ts`)) as { readonly handler: never }).handler;
  const all = async <Name extends string>(files: Readonly<Record<Name, string>>): Promise<Record<Name, never>> => {
    const loaded = await Promise.all(Object.entries<string>(files).map(async ([name, file]) => [name, await from(file)] as const));
    return Object.fromEntries(loaded) as Record<Name, never>;
  };
  return {
    api: await all({ author: 'api/author', act: 'api/act', revise: 'api/revise', people: 'api/people', attach: 'api/attach', duties: 'api/duties' }),
    steps: await all({
      'await-decision': 'workflow/await-decision',
      'begin-publishing': 'workflow/begin-publishing',
      publish: 'workflow/publish-page',
      confirm: 'workflow/confirm-online',
      'take-down': 'workflow/take-down-page',
      'record-failure': 'workflow/record-failure',
      'ring-bell': 'workflow/ring-bell',
    }),
    ...(await all({
      relay: 'workflow/relay',
      sweep: 'scheduled/sweep',
      settle: 'scheduled/settle-execution',
      seal: 'scheduled/seal',
      rebuild: 'operations/rebuild-site',
      enrol: 'operations/enrol-people',
    })),
  };
}
