import { recordFailure } from '../../domain/release/machine-steps.ts';
import type { Plan } from '../../domain/release/plan.ts';
import { environment } from '../shared/environment.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';
import { recordStep, type StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

/** Publishing did not succeed after all tries: the item says so, and a person tries again. `error` is a name, never a text. */
export function handler(input: StepInput & { readonly error: string }): Promise<Plan> {
  return recordStep(store, input, (release) => recordFailure(release, input.error));
}
