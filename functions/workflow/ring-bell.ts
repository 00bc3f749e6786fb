import { dutyIn } from '../../domain/release/change-duty.ts';
import { isOpen } from '../../domain/release/duty.ts';
import { ring } from '../../domain/release/ring-bell.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { changeRelease } from '../shared/record/change-release.ts';
import { openTable } from '../shared/record/table.ts';
import { orThrow, type StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

export interface NextBell {
  /** ISO instant of the next bell; absent when the duty needs no more of them. */
  readonly bellAt?: string;
}

/** A bell of a duty: recorded once, then the next one is waited for. A duty that is met, void or of a later generation ends the clock. */
export async function handler(input: StepInput & { readonly dutyId: string }): Promise<NextBell> {
  const { releaseId, dutyId, generation } = input;
  const at = Date.parse(input.enteredAt);
  const rung = await changeRelease(store, releaseId, at, ({ release }) => ({
    ok: true,
    value: { change: dutyIn(release, dutyId)?.generation === generation ? ring(release, dutyId, at) : undefined },
  }));
  const duty = dutyIn(orThrow(rung).release, dutyId);
  const next = duty !== undefined && isOpen(duty) && duty.generation === generation ? duty.nextBell : undefined;
  logInfo(next === undefined ? 'BELL_SILENT' : 'BELL_RUNG', { releaseId, dutyId });
  return next === undefined ? {} : { bellAt: next.at };
}
