import type { RecordedEvent } from '../../domain/record/event.ts';
import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import type { TestLaptop } from '../support/laptop.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function readRelease(reader: ApiClient, id: string): Promise<Fields> {
  return expecting(reader.call('GET', `/releases/${id}`));
}

export async function readHistory(reader: ApiClient, id: string): Promise<readonly RecordedEvent[]> {
  const { items } = await expecting(reader.call('GET', `/releases/${id}/events`));
  return items as readonly RecordedEvent[];
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** A page as a reader's browser gets it. */
export async function readPage(laptop: TestLaptop, path: unknown): Promise<Page> {
  const answer = await fetch(`${laptop.origin}${String(path)}`, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

/** Moves the virtual clock and waits until everything that came of it is done. */
export async function moveBy(laptop: TestLaptop, milliseconds: number): Promise<void> {
  await laptop.cloud.clock.moveTo(laptop.cloud.clock.now() + milliseconds);
  await laptop.cloud.clock.activity.quiet();
}
