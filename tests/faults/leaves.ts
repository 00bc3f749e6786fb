import { firstBreak, type RecordedEvent } from '../../domain/record/event.ts';
import type { Findings } from './findings.ts';
import type { Person } from './person.ts';

const DAY = 24 * 3_600_000;
/** Long after every run. */
const FIRST = Date.parse('2031-01-01T00:00:00Z');

/** Somebody who records one leave after the other, each of a day of its own: changes of a person beside those of items. */
export class Leaves {
  readonly #person: Person;
  readonly #findings: Findings;
  readonly #seed: number;
  #id: Promise<string> | undefined;
  #asked = 0;
  #acknowledged = 0;

  constructor(person: Person, findings: Findings, seed: number) {
    this.#person = person;
    this.#findings = findings;
    this.#seed = seed;
  }

  async record(): Promise<void> {
    this.#asked += 1;
    const day = new Date(FIRST + this.#asked * DAY).toISOString().slice(0, 10);
    const key = { 'idempotency-key': `${this.#seed}-leave-${this.#asked}` };
    this.#id ??= this.#person.id();
    const { status, body } = await this.#person.call('POST', `/people/${await this.#id}/leave`, { from: day, until: day }, key);
    this.#findings.check('every request was answered with success', status < 300, () => `leave on ${day}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
    if (status < 300) this.#acknowledged += 1;
  }

  /** Each is in the person's chain exactly once. */
  async check(): Promise<void> {
    if (this.#id === undefined) return;
    const { body } = await this.#person.call('GET', `/people/${await this.#id}/events`);
    const events = body['items'] as readonly RecordedEvent[];
    const broken = firstBreak(events);
    this.#findings.check('every chain of events verifies', broken === undefined, () => `a person's at ${String(broken)}`);
    const recorded = events.filter(({ type }) => type === 'LeaveRecorded').length;
    this.#findings.check('every acknowledged step is in its chain exactly once', recorded === this.#acknowledged, () => `${recorded} leaves of ${this.#acknowledged}`);
  }
}
