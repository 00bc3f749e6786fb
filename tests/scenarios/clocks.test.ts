import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBeijingIso } from '../../domain/calendar/beijing.ts';
import { openScene, type Duty, type Scene } from './scene.ts';

/** Over the National Day holiday: 2025-10-01 to 08 are off, and Saturday the 11th is worked. */
let scene: Scene;
beforeAll(async () => {
  scene = await openScene('2025-09-30T15:30+08:00');
});
afterAll(() => scene.end());

const inBeijing = (instant: string): string => toBeijingIso(Date.parse(instant)).slice(0, 16);
const rung = ({ bells }: Duty): readonly string[] => bells.filter(({ rungAt }) => rungAt !== undefined).map(({ kind, at }) => `${kind} ${inBeijing(at)}`);
const urgency = { urgency: 'urgent', urgencyReason: '台风预警' };

describe('A-23: the examples of the rules, on the laptop’s clock', () => {
  let ordinary: string;
  let urgent: string;

  it('urgent, approved at 09:10 on a holiday, is due at 11:10; ordinary at 16:00 on 30 September at 17:30 on 9 October', async () => {
    await scene.moveTo('2025-09-30T16:00+08:00');
    ordinary = await scene.approved();
    expect(inBeijing((await scene.duty(ordinary, 'A-23b')).dueAt)).toBe('2025-10-09T17:30');
    await scene.moveTo('2025-10-01T09:10+08:00');
    urgent = await scene.approved(urgency);
    expect(inBeijing((await scene.duty(urgent, 'A-23a')).dueAt)).toBe('2025-10-01T11:10');
  });

  it('amber and the hand-over to B, red, escalation: once each', async () => {
    await scene.moveTo('2025-10-09T08:31+08:00');
    const duty = await scene.duty(urgent, 'A-23a');
    expect(rung(duty)).toEqual(['amber 2025-10-01T10:40', 'due 2025-10-01T11:10', 'escalation 2025-10-09T08:30']);
    expect(duty).toMatchObject({ state: 'overdue', holder: 'publisher-b', handedOver: { from: 'publisher-a', to: 'publisher-b' } });
    expect((await scene.eventTypes(urgent)).filter((type) => type === 'BellRung')).toHaveLength(3);
  });

  it('B’s work says that it covered for A, who is not on leave', async () => {
    await scene.act(await scene.as('publisher-b.network'), urgent, 'publication');
    await scene.quiet();
    expect((await scene.events(urgent)).find(({ type }) => type === 'PublicationRequested')?.data).toMatchObject({ covering: 'publisher-a' });
    expect(await scene.duty(urgent, 'A-23a')).toMatchObject({ state: 'late' });
  });

  describe('elsewhere “overdue” was shown on the due day', () => {
    it('a duty runs until the office closes on its day, in Beijing, and is overdue after that', async () => {
      await scene.moveTo('2025-10-09T17:29+08:00');
      expect(await scene.duty(ordinary, 'A-23b')).toMatchObject({ state: 'running', dueOn: '2025-10-09' });
      await scene.moveTo('2025-10-09T17:31+08:00');
      expect((await scene.duty(ordinary, 'A-23b')).state).toBe('overdue');
    });
  });

  describe('elsewhere a second kind of reminder was suppressed by a flag that all kinds shared', () => {
    it('each kind of bell rings for each duty by itself', async () => {
      await scene.moveTo('2025-10-13T08:31+08:00');
      expect(rung(await scene.duty(ordinary, 'A-23b')).slice(1)).toEqual(['due 2025-10-09T17:30', 'escalation 2025-10-10T08:30', 'daily 2025-10-11T08:30', 'daily 2025-10-13T08:30']);
      expect(rung(await scene.duty(urgent, 'A-23a'))).toHaveLength(3);
    });
  });

  describe('elsewhere a day was taken from the server’s time zone', () => {
    it('what is approved shortly after midnight in Beijing, the day before in UTC, belongs to the new day', async () => {
      await scene.moveTo('2025-10-14T00:30+08:00');
      const id = await scene.approved();
      expect(await scene.duty(id, 'A-23b')).toMatchObject({ dueOn: '2025-10-15' });
    });
  });
});
