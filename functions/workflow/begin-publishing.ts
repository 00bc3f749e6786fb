import { beginPublishing } from '../../domain/release/machine-steps.ts';
import type { Plan } from '../../domain/release/plan.ts';
import { environment } from '../shared/environment.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';
import { recordStep, type StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

/** The hour of a scheduled item has come: approvals are checked once more, then publishing begins. */
export function handler(input: StepInput): Promise<Plan> {
  return recordStep(store, input, beginPublishing);
}
