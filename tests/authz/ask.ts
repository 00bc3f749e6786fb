import type { ApiAnswer, ApiClient } from '../../local/demonstration/api-client.ts';
import { approvalOf, goodRelease } from '../support/release-line.ts';
import { stageIn, type Action } from './expected.ts';
import type { Item } from './situations.ts';

/** Tries an action with everything that it needs, so that only the right to it can be missing. */
export function ask(person: ApiClient, action: Action, item: Item, now: number): Promise<ApiAnswer> {
  const call = (method: string, path = '', body?: unknown, headers = {}): Promise<ApiAnswer> => person.call(method, `/releases/${item.id}${path}`, body, headers);
  const stage = stageIn(action);
  if (stage !== undefined && action.startsWith('decide')) return call('POST', '/decisions', approvalOf(stage, item.contentHash));
  if (stage !== undefined) return call('POST', '/suggestions', { stage, contentHash: item.contentHash, title: '建议的标题' });
  const simple: Readonly<Record<string, () => Promise<ApiAnswer>>> = {
    read: () => call('GET'),
    edit: () => call('PUT', '', { ...goodRelease, title: '改过的标题' }, { 'if-match': String(item.version) }),
    submit: () => call('POST', '/submission', {}),
    recall: () => call('POST', '/recall', {}),
    publish: () => call('POST', '/publication', {}),
    retry: () => call('POST', '/publication', {}),
    schedule: () => call('POST', '/publication', { at: new Date(now + 48 * 3_600_000).toISOString() }),
    cancel: () => call('DELETE', '/publication'),
    withdraw: () => call('POST', '/withdrawal', { reason: '误发。' }),
    correct: () => call('POST', '/corrections', { reason: '有误。', title: '更正的标题' }),
    'abandon-correction': () => call('DELETE', '/corrections'),
    'take-suggestion': () => call('PUT', '/suggestions/1', { outcome: 'accept' }),
  };
  const made = simple[action];
  if (made === undefined) throw new Error(`Nobody knows how to ${action}.`);
  return made();
}

/** The answer as the table says it. */
export function outcomeOf({ status, body }: ApiAnswer): string {
  return status < 300 ? 'ok' : typeof body['type'] === 'string' ? body['type'] : String(status);
}
