import { organisations } from '../../domain/organisations/organisation.ts';
import type { Organisation } from '../../domain/organisations/schema.ts';
import { quietClocks } from '../shared/duties/quiet-clocks.ts';
import { environment } from '../shared/environment.ts';
import { readDutiesUnheld } from '../shared/gauges/duties-gauge.ts';
import { readOutboxGauges } from '../shared/gauges/outbox-gauges.ts';
import { readPublishingGauges } from '../shared/gauges/publishing-gauges.ts';
import { logError, logInfo, type LogCode } from '../shared/log.ts';
import { measured } from '../shared/metrics.ts';
import { relayCaller, type RelayOptions } from '../shared/record/call-relay.ts';
import { machineWorklist } from '../shared/record/index-keys.ts';
import { openTable, queryAll, type TableQuery } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const table = openTable(settings.RECORDS_TABLE);
const callRelay = relayCaller(settings.RELAY_FUNCTION);

/** An outbox younger than this is still in the hands of the relay that its commit called. */
const GRACE_MILLISECONDS = 30_000;
/** Calls of the relay at a time. */
const TOGETHER = 50;

/**
 * Each minute: passes on to the relay what a lost call has left in an outbox, machines' work that has gone quiet, and
 * clocks whose bell should have rung; then says how things stand. The work comes first, and no site waits for another: what
 * fails is told and left to the next try, and only a sweep in which nothing failed counts as one, so that an alarm goes off
 * where there are none.
 */
export async function handler(event: { readonly scheduledTime: string }): Promise<void> {
  const now = Date.parse(event.scheduledTime);
  const work = await Promise.all([
    attempt('SWEEP_FAILED', '*', async () => pass(await found(openOutboxes(now)), { at: event.scheduledTime })),
    ...organisations.map(({ site }) => attempt('SWEEP_FAILED', site, async () => pass(await goneQuiet(site, now), { checkMachine: true, at: event.scheduledTime }))),
  ]);
  const gauges = await Promise.all([
    attempt('GAUGE_FAILED', '*', async () => measured(now, await readOutboxGauges(table, now))),
    ...organisations.map((organisation) => attempt('GAUGE_FAILED', organisation.site, () => gauge(organisation, now))),
  ]);
  const failed = work.filter(({ done }) => !done).length;
  const whole = [...work, ...gauges].every(({ done }) => done);
  if (whole) measured(now, { Sweeps: 1 });
  const [left = 0, ...quiet] = work.map(({ value }) => value ?? 0);
  logInfo('SWEEP_DONE', { left, quiet: quiet.reduce((sum, count) => sum + count, 0), failed, whole });
  if (failed > 0) throw new Error(`Of ${work.length} parts of the sweep ${failed} failed.`);
}

interface Attempt<Value> {
  readonly done: boolean;
  readonly value?: Value;
}

/** Carries out one part; what goes wrong in it stays there. */
async function attempt<Value>(code: LogCode, site: string, part: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { done: true, value: await part() };
  } catch (error) {
    logError(code, error, { site });
    return { done: false };
  }
}

async function gauge(organisation: Organisation, now: number): Promise<void> {
  const [publishing, DutiesUnheld] = await Promise.all([readPublishingGauges(table, organisation, now), readDutiesUnheld(table, organisation, now)]);
  measured(now, { ...publishing, DutiesUnheld }, organisation.site);
}

function openOutboxes(now: number): TableQuery {
  const values = { ':open': 'open', ':before': new Date(now - GRACE_MILLISECONDS).toISOString() };
  return { index: 'outbox', condition: 'outboxOpen = :open AND outboxSince < :before', values };
}

function quietMachines(site: string, now: number): TableQuery {
  const values = { ':worklist': machineWorklist(site), ':now': new Date(now).toISOString() };
  return { index: 'worklist', condition: 'worklist = :worklist AND worklistDue < :now', values };
}

/** Where a machine or a clock has gone quiet. */
async function goneQuiet(site: string, now: number): Promise<readonly string[]> {
  const [machines, clocks] = await Promise.all([found(quietMachines(site, now)), quietClocks(table, site, now)]);
  return [...new Set([...machines, ...clocks])];
}

async function found(query: TableQuery): Promise<readonly string[]> {
  return (await queryAll(table, query)).map(({ pk }) => String(pk));
}

/** Every one is called, whatever becomes of the others; those that failed are told of in the end. */
async function pass(pks: readonly string[], options: RelayOptions): Promise<number> {
  let lost = 0;
  for (let start = 0; start < pks.length; start += TOGETHER) {
    const calls = await Promise.allSettled(pks.slice(start, start + TOGETHER).map((pk) => callRelay(pk, options)));
    lost += calls.filter(({ status }) => status === 'rejected').length;
  }
  if (lost > 0) throw new Error(`Of ${pks.length} calls of the relay ${lost} failed.`);
  return pks.length;
}
