import { ring } from '../../domain/release/machine-steps.ts';
import { isOpen } from '../../domain/release/duty.ts';
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
  const rung = await changeRelease(store, releaseId, at, ({ release }) => {
    const duty = release.duties.find((candidate) => candidate.id === dutyId);
    return { ok: true, value: { change: duty?.generation === generation ? ring(release, dutyId, at) : undefined } };
  });
  const duty = orThrow(rung).release.duties.find((candidate) => candidate.id === dutyId);
  const goesOn = duty !== undefined && isOpen(duty) && duty.generation === generation && duty.nextBellAt !== undefined;
  logInfo(goesOn ? 'BELL_RUNG' : 'BELL_SILENT', { releaseId, dutyId });
  return goesOn && duty.nextBellAt !== undefined ? { bellAt: duty.nextBellAt } : {};
}
