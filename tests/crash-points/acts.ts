import type { Content } from '../../domain/release/content.ts';
import type { Release } from '../../domain/release/release.ts';
import { memberNamed } from '../model/specification/cast.ts';
import { plain } from '../model/specification/contents.ts';
import { approvalOf, stages, type StageName } from '../support/release-line.ts';
import type { Callers, Request } from './callers.ts';
import type { Outside } from './outside.ts';
import { releasesIn } from './watch.ts';

/** Something that somebody or something does: begun here, and carried on by whoever is called. */
export type Doing = (callers: Callers, outside: Outside) => void;

/** One act of the line, and all that was done before it. */
export interface Act {
  readonly name: string;
  readonly given: readonly Doing[];
  readonly doing: Doing;
}

type Asked = Omit<Request, 'key'>;

/** Asked of the youngest item. The key is another one for each change, and the same when it is asked from the same point. */
function asks(request: (item: Release, outside: Outside) => Asked): Doing {
  return (callers, outside) => {
    const items = releasesIn(outside);
    const item = items.at(-1);
    callers.ask({ ...request(item as Release, outside), key: `key-${items.length}-${item?.version ?? 0}` });
  };
}

function onItem(who: string, call: string, body: (item: Release) => unknown = () => ({}), more: Partial<Asked> = {}): Doing {
  const [method, place] = call.split(' ');
  return asks((item) => ({ who, function: 'act', route: `${method} /api/releases/{id}/${place}`, parameters: { id: item.id }, body: body(item), ...more }));
}

const MINUTE = 60_000;
const OTHER: Partial<Content> = { body: '<p>乙</p>' };
const reviewers: Readonly<Record<StageName, string>> = { 'first-review': 'reviewer', 'confidentiality-review': 'secrecy', 'second-review': 'head', 'text-review': 'text' };

const writes = (content: Readonly<Record<string, unknown>> = {}): Doing => asks(() => ({ who: 'submitter', function: 'author', route: 'POST /api/releases', body: { ...plain, ...content } }));
const create = writes();
const save = asks(({ id, version }) => ({ who: 'submitter', function: 'author', route: 'PUT /api/releases/{id}', parameters: { id }, body: { ...plain, ...OTHER }, ifMatch: version }));
const submit = onItem('submitter', 'POST submission');
const recall = onItem('submitter', 'POST recall');
const approve = (stage: StageName): Doing => onItem(reviewers[stage], 'POST decisions', ({ contentHash }) => approvalOf(stage, contentHash));
const turnDown = (outcome: 'return' | 'reject'): Doing => onItem('secrecy', 'POST decisions', ({ contentHash }) => ({ stage: 'confidentiality-review', outcome, contentHash, remarks: '请补充。', confidentiality: { result: 'withhold', ground: '内部事项' } }));
const suggest = onItem('head', 'POST suggestions', ({ contentHash }) => ({ stage: 'second-review', contentHash, ...OTHER }), { function: 'revise' });
const take = (outcome: 'accept' | 'decline'): Doing =>
  asks(({ id, suggestion }) => ({ who: 'submitter', function: 'act', route: 'PUT /api/releases/{id}/suggestions/{suggestion}', parameters: { id, suggestion: String(suggestion?.id) }, body: { outcome } }));
const publish = onItem('publisher-a', 'POST publication');
const scheduleIn = (minutes: number): Doing =>
  asks(({ id }, { now }) => ({ who: 'publisher-a', function: 'act', route: 'POST /api/releases/{id}/publication', parameters: { id }, body: { at: new Date(now + minutes * MINUTE).toISOString() } }));
const cancel = onItem('publisher-a', 'DELETE publication');
export const withdraw = onItem('publisher-a', 'POST withdrawal', () => ({ reason: '附表数据有误。' }));
const correct = onItem('submitter', 'POST corrections', () => ({ reason: '电话号码有误。', ...OTHER }), { function: 'revise' });
const abandon = onItem('submitter', 'DELETE corrections');
const copy = onItem('submitter', 'POST copy', () => ({}), { function: 'revise' });

const FILES = '/api/releases/{id}/attachments/{name}';
const bind = (name: string): Doing =>
  asks(({ id }, { uploads }) => {
    const versionId = `${id} ${name}`;
    uploads.set(versionId, { name, type: 'application/pdf', size: 100, hash: Buffer.from(name).toString('hex').padEnd(64, '0') });
    return { who: 'submitter', function: 'attach', route: `PUT ${FILES}`, parameters: { id, name }, body: { versionId } };
  });
const unbind = (name: string): Doing => asks(({ id }) => ({ who: 'submitter', function: 'attach', route: `DELETE ${FILES}`, parameters: { id, name }, body: {} }));

const onDuty = (who: string, act: string, body: unknown): Doing =>
  asks(({ duties }) => ({ who, function: 'duties', route: `POST /api/duties/{id}/${act}`, parameters: { id: duties.at(-1)?.id ?? '' }, body }));

const onPerson = (who: string, whose: string, call: string, body: unknown, parameters: Readonly<Record<string, string>> = {}): Doing => {
  const [method, place] = call.split(' ');
  return asks(() => ({ who, function: 'people', route: `${method} /api/people/{id}/${place}`, parameters: { id: memberNamed(whose).id, ...parameters }, body }));
};

/** The clock goes to the next hour that a machine waits for. */
const hourComes: Doing = (_, outside) => {
  outside.now = Math.max(outside.now, outside.executions.nextWake() ?? 0);
};
/** The clock goes to the next bell of the duty that was opened last. */
const bellComes: Doing = (_, outside) => {
  outside.now = Date.parse(releasesIn(outside).at(-1)?.duties.at(-1)?.nextBell?.at ?? '');
};
const waits = (minutes: number): Doing => (_, outside) => {
  outside.now += minutes * MINUTE;
};
const bucketFails = (times: number): Doing => (_, outside) => {
  outside.failuresLeft = times;
};
/** An execution of the item ends before its work is done. */
const aborts = (machine: 'release' | 'deadline'): Doing => (_, { executions }) => {
  const running = [...executions.all.values()].find((each) => each.running && each.machine === machine);
  if (running === undefined) throw new Error('No such machine runs.');
  executions.abort(running);
};
/** A clock ends before its work is done, and whoever was to hear of it does not. */
const clockDiesUntold: Doing = (callers, outside) => {
  aborts('deadline')(callers, outside);
  outside.settled.length = 0;
};
const signalIsLost: Doing = (_, outside) => {
  outside.signalsToLose = 1;
};
/** Longer than the sweep leaves a machine or a clock to itself. */
const sweepFindsIt: Doing = (callers, outside) => (waits(11)(callers, outside), callers.sweep());
/** The relay is told of nothing that it has not begun with. */
const relayIsNotCalled = (doing: Doing): Doing => (callers, outside) => {
  doing(callers, outside);
  outside.relayCalls.push = () => 0;
};

const approvals = stages.map((stage) => approve(stage));
const submitted = [create, submit];
const atSecond = [...submitted, approve('first-review'), approve('confidentiality-review')];
const approved = [...submitted, ...approvals];
const published = [...approved, publish];
const corrected = [...published, correct, submit];
const withFile = [create, bind('a.pdf'), bind('b.pdf'), submit, ...approvals];
const failed = [...approved, bucketFails(99), publish];
/** Another item has closed a page of the column, or is about to. */
const nineteen = Array.from({ length: 19 }, () => published).flat();

const seal: Doing = (callers, { now }) => callers.call('seal', { scheduledTime: new Date(now).toISOString() });
const rebuild: Doing = (callers) => callers.call('rebuild', { site: 'zhejiang' });
const enrol: Doing = (callers) =>
  callers.call('enrol', { since: '2025-01-01T00:00:00Z', people: [{ issuer: 'https://issuer.example/pool', subject: 'newcomer', name: '新人', site: 'zhejiang', roles: [{ role: 'submitter', unit: 'finance' }] }] });
/** All of the portal has been deleted, or the record was restored beside an empty bucket: every page has to be put. */
const portalIsEmptied: Doing = (_, { objects }) => objects.clear();
const LEAVE = { from: '2025-09-17', until: '2025-09-19', cover: memberNamed('other-reviewer').id, reason: '出差' };
const leave = onPerson('reviewer', 'reviewer', 'POST leave', LEAVE);

/** Every act of the line. */
export const acts: readonly Act[] = [
  { name: 'create', given: [], doing: create },
  { name: 'save', given: [create], doing: save },
  { name: 'submit', given: [create], doing: submit },
  ...stages.map((stage, place) => ({ name: `approve ${stage}`, given: [...submitted, ...approvals.slice(0, place)], doing: approve(stage) })),
  { name: 'return', given: [...submitted, approve('first-review')], doing: turnDown('return') },
  { name: 'reject', given: [...submitted, approve('first-review')], doing: turnDown('reject') },
  { name: 'save and submit again', given: [...submitted, approve('first-review'), turnDown('return'), save], doing: submit },
  { name: 'recall', given: submitted, doing: recall },
  { name: 'suggest', given: atSecond, doing: suggest },
  { name: 'accept', given: [...atSecond, suggest], doing: take('accept') },
  { name: 'decline', given: [...atSecond, suggest], doing: take('decline') },
  { name: 'confirm what was accepted', given: [...atSecond, suggest, take('accept')], doing: approve('first-review') },
  { name: 'publish', given: approved, doing: publish },
  { name: 'publish beside others', given: [...published, ...approved], doing: publish },
  { name: 'publish with files', given: withFile, doing: publish },
  { name: 'publish the twentieth', given: [...nineteen, ...approved], doing: publish },
  { name: 'publish what is urgent', given: [writes({ urgency: 'urgent', urgencyReason: '台风预警' }), submit, ...approvals], doing: publish },
  { name: 'schedule', given: approved, doing: scheduleIn(5) },
  { name: 'another hour', given: [...approved, scheduleIn(5)], doing: scheduleIn(9) },
  { name: 'cancel', given: [...approved, scheduleIn(5)], doing: cancel },
  { name: 'the hour comes', given: [...approved, scheduleIn(5)], doing: hourComes },
  { name: 'publishing fails', given: [...approved, bucketFails(5)], doing: publish },
  { name: 'retry', given: [...failed, bucketFails(0)], doing: publish },
  { name: 'withdraw what failed', given: [...failed, bucketFails(0)], doing: withdraw },
  { name: 'withdraw', given: [...published, ...published], doing: withdraw },
  { name: 'withdraw with files', given: [...withFile, publish], doing: withdraw },
  { name: 'correct', given: published, doing: correct },
  { name: 'submit the correction', given: [...published, correct], doing: submit },
  { name: 'publish the correction', given: [...corrected, ...approvals], doing: publish },
  { name: 'publish a correction with another file', given: [...withFile, publish, correct, unbind('a.pdf'), bind('c.pdf'), submit, ...approvals], doing: publish },
  { name: 'abandon the correction', given: [...published, correct], doing: abandon },
  { name: 'return the correction', given: [...corrected, approve('first-review')], doing: turnDown('return') },
  { name: 'withdraw during the correction', given: [...corrected, approve('first-review')], doing: withdraw },
  { name: 'copy', given: published, doing: copy },
  { name: 'bind a file', given: [create], doing: bind('a.pdf') },
  { name: 'remove a file', given: [create, bind('a.pdf')], doing: unbind('a.pdf') },
  { name: 'bell rings', given: submitted, doing: bellComes },
  { name: 'hand over to post B', given: approved, doing: bellComes },
  { name: 'acknowledge', given: submitted, doing: onDuty('reviewer', 'acknowledge', {}) },
  { name: 'ask to be excused', given: approved, doing: onDuty('publisher-a', 'excuse', { reason: '机房停电。' }) },
  { name: 'excuse', given: [...submitted, onDuty('reviewer', 'excuse', { reason: '会议。' })], doing: onDuty('head', 'excuse', { approve: true }) },
  { name: 'leave with cover', given: [], doing: leave },
  { name: 'change roles', given: [], doing: onPerson('admin', 'other-text', 'PUT roles', { roles: [{ role: 'text', unit: 'office' }] }) },
  { name: 'reassign', given: submitted, doing: onPerson('admin', 'reviewer', 'POST reassignment', { to: memberNamed('other-reviewer').id }) },
  { name: 'settle a release machine', given: submitted, doing: aborts('release') },
  { name: 'settle a clock', given: submitted, doing: aborts('deadline') },
  { name: 'find a machine that did not hear', given: [...approved, signalIsLost, publish], doing: sweepFindsIt },
  { name: 'find a clock that died untold', given: [...submitted, clockDiesUntold], doing: (...all) => (bellComes(...all), sweepFindsIt(...all)) },
  { name: 'take down again', given: [...published, withdraw], doing: waits(2) },
  { name: 'sweep', given: [create, relayIsNotCalled(submit)], doing: (callers, outside) => (waits(1)(callers, outside), callers.sweep()) },
  { name: 'seal', given: [...published, seal, waits(24 * 60), create], doing: seal },
  { name: 'rebuild', given: [...published, ...withFile, publish], doing: rebuild },
  { name: 'rebuild as an item is withdrawn', given: [...published, ...withFile, publish, portalIsEmptied], doing: (...all) => (rebuild(...all), withdraw(...all)) },
  { name: 'enrol', given: [], doing: enrol },
];
