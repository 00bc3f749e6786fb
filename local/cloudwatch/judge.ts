export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing';

export interface Limits {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missing: MissingData;
  readonly breaches: (value: number) => boolean;
}

type Verdict = 'breaching' | 'within' | 'missing';

/**
 * The state of an alarm by the values of its periods, newest first, undefined where there is none. Fewer values than
 * evaluation periods are given while the alarm is younger than that.
 */
export function judge(values: readonly (number | undefined)[], limits: Limits, current: AlarmState): AlarmState {
  if (values.length === 0) return current;
  const verdicts = values.map((value): Verdict => (value === undefined ? 'missing' : limits.breaches(value) ? 'breaching' : 'within'));
  const count = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  const breaching = count('breaching');
  if (limits.missing === 'breaching') return breaching + count('missing') >= limits.datapointsToAlarm ? 'ALARM' : 'OK';
  if (breaching >= limits.datapointsToAlarm) return 'ALARM';
  if (limits.missing === 'notBreaching') return 'OK';
  if (limits.missing === 'ignore') return count('within') > limits.evaluationPeriods - limits.datapointsToAlarm ? 'OK' : current;
  if (count('missing') === verdicts.length) return 'INSUFFICIENT_DATA';
  return breachesSinceLong(verdicts, limits) ? 'ALARM' : 'OK';
}

/** Missing data is not considered: a breach that is old enough, with nothing better since, is enough. */
function breachesSinceLong(verdicts: readonly Verdict[], { datapointsToAlarm }: Limits): boolean {
  const newestWithin = verdicts.indexOf('within');
  const since = newestWithin === -1 ? verdicts : verdicts.slice(0, newestWithin);
  return since.lastIndexOf('breaching') + 1 >= datapointsToAlarm;
}
