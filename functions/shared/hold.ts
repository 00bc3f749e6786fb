import { holdPublication, letGo } from '../../domain/release/hold-publication.ts';
import type { Plan } from '../../domain/release/plan.ts';
import { logInfo } from './log.ts';
import { isPaused } from './record/publishing-switch.ts';
import type { Table } from './record/table.ts';
import { recordStep, type StepInput } from './step.ts';

/**
 * Publishing is paused at the site: the item waits, and whoever resumes lets it go. A resume that came between may not have
 * seen the item yet; so the switch is looked at once more, and the item lets itself go. The rows and the next machine come
 * by the sweep: the step that publishes has nobody to call.
 */
export async function hold(table: Table, input: StepInput, site: string): Promise<Plan> {
  const store = { table, callRelay: () => Promise.resolve() };
  const held = await recordStep(store, input, holdPublication);
  logInfo('PUBLICATION_HELD', { releaseId: input.releaseId });
  return (await isPaused(table, site)) ? held : recordStep(store, input, letGo);
}
