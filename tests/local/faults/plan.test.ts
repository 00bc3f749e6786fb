import { describe, expect, it } from 'vitest';
import { Faults } from '../../../local/faults/faults.ts';
import { namesOf } from '../../../local/faults/names.ts';
import { badDay } from '../../../local/faults/plan.ts';
import { load } from '../template/template-fixture.ts';

const names = namesOf(load());

function faultsUnder(plan: object): Faults {
  const faults = new Faults({ names, tell: () => undefined });
  faults.set(plan);
  return faults;
}

const meets = (faults: Faults, service: string, calls = 40): boolean[] => Array.from({ length: calls }, () => faults.strikes('throttle', service, 'a call'));

describe('a plan of faults', () => {
  it('names every unknown key and every wrong value at once, and leaves the plan as it was', () => {
    const faults = faultsUnder({ throttle: 0.5 });
    const wrong = { throtle: 1, error: 1.5, hang: '1', staleIndexMs: -1, lateSignalMs: 0.5, down: ['dynamodb', 'nobody'], seed: 'x' };
    expect(() => faults.set(wrong)).toThrow(
      /"throtle" is not known here; known: seed, throttle, .*; "error" must be a number from 0 to 1; "hang" must .*; "staleIndexMs" must .*; "lateSignalMs" must .*; "down" names nothing here: "nobody"; "seed" must/,
    );
    expect(faults.plan.throttle).toBe(0.5);
  });

  it.each([null, [], 'all', 7])('is an object, not %j', (value) => {
    expect(() => faultsUnder(value as object)).toThrow('A plan of faults is a JSON object; {} clears it.');
  });

  it('is off where nothing is said, and cleared by {}', () => {
    const faults = faultsUnder(badDay(3));
    expect(faults.view().inForce).toContain('seed 3');
    faults.set({});
    expect(faults.view()).toMatchObject({ inForce: [], struck: {} });
    expect(meets(faults, 'dynamodb')).not.toContain(true);
  });

  it('meets the same calls with the same faults, by its seed', () => {
    const once = meets(faultsUnder({ seed: 7, throttle: 0.4 }), 'dynamodb');
    expect(meets(faultsUnder({ seed: 7, throttle: 0.4 }), 'dynamodb')).toEqual(once);
    expect(meets(faultsUnder({ seed: 8, throttle: 0.4 }), 'dynamodb')).not.toEqual(once);
    expect(once).toContain(true);
    expect(once).toContain(false);
  });

  it('does not shift when other services are called in between, or other kinds are on', () => {
    const alone = meets(faultsUnder({ seed: 7, throttle: 0.4 }), 'dynamodb');
    const among = faultsUnder({ seed: 7, throttle: 0.4, error: 0.9 });
    const mixed = alone.map(() => {
      among.strikes('throttle', 's3', 'another call');
      among.strikes('error', 'dynamodb', 'a call');
      return among.strikes('throttle', 'dynamodb', 'a call');
    });
    expect(mixed).toEqual(alone);
  });

  it('counts what has struck', () => {
    const faults = faultsUnder({ throttle: 1 });
    meets(faults, 's3', 3);
    expect(faults.view().struck).toEqual({ 'throttle s3': 3 });
  });

  it('knows functions and buckets by their names and the last words of their ids', () => {
    const faults = faultsUnder({ down: ['author', 'content', '/zhejiang/'] });
    expect([faults.isDown('Fabu-Author'), faults.isServiceDown('s3'), faults.isAddressDown('/zhejiang/a.html'), faults.isAddressDown('/shangqiu/')]).toEqual([true, false, true, false]);
  });
});
