import { describe, expect, it } from 'vitest';
import { judge, type AlarmState, type MissingData } from '../../../local/cloudwatch/judge.ts';

/** Periods from the oldest to the newest: X breaches, 0 is within, - is missing. */
function judged(periods: string, missing: MissingData, current: AlarmState = 'OK', datapointsToAlarm = 3, evaluationPeriods = 3): AlarmState {
  const values = [...periods].reverse().map((sign) => (sign === '-' ? undefined : sign === 'X' ? 1 : 0));
  return judge(values, { evaluationPeriods, datapointsToAlarm, missing, breaches: (value) => value >= 1 }, current);
}

describe('missing data', () => {
  it.each([
    // periods, breaching, notBreaching, ignore, missing; before: OK
    ['000', 'OK', 'OK', 'OK', 'OK'],
    ['XXX', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['X0X', 'OK', 'OK', 'OK', 'OK'],
    ['---', 'ALARM', 'OK', 'OK', 'INSUFFICIENT_DATA'],
    ['0--', 'OK', 'OK', 'OK', 'OK'],
    ['-XX', 'ALARM', 'OK', 'OK', 'OK'],
    ['X--', 'ALARM', 'OK', 'OK', 'ALARM'],
    ['X-0', 'OK', 'OK', 'OK', 'OK'],
    ['--X', 'ALARM', 'OK', 'OK', 'OK'],
  ] as const)('in %s is %s where it breaches, %s where it does not, %s where it is ignored, %s where it is missing', (periods, breaching, notBreaching, ignore, missing) => {
    expect((['breaching', 'notBreaching', 'ignore', 'missing'] as const).map((treatment) => judged(periods, treatment))).toEqual([breaching, notBreaching, ignore, missing]);
  });

  it.each([
    ['---', 'ALARM', 'ALARM'],
    ['--X', 'ALARM', 'ALARM'],
    ['--0', 'ALARM', 'OK'],
    ['---', 'INSUFFICIENT_DATA', 'INSUFFICIENT_DATA'],
  ] as const)('that is ignored: %s leaves %s as %s', (periods, current, expected) => {
    expect(judged(periods, 'ignore', current)).toBe(expected);
  });
});

describe('so many of the last periods', () => {
  it.each([
    ['0X0X0', 2, 'ALARM'],
    ['0X000', 2, 'OK'],
    ['0X0-0', 2, 'ALARM'],
  ] as const)('%s with %i of 5 is %s', (periods, datapoints, expected) => {
    expect(judged(periods, 'breaching', 'OK', datapoints, 5)).toBe(expected);
  });

  it('says nothing before the first has passed', () => {
    expect(judged('', 'breaching', 'INSUFFICIENT_DATA')).toBe('INSUFFICIENT_DATA');
  });
});
