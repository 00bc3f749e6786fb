import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient, expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { textFor, type ProblemName } from '../../web/text/index.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, bringToApproved, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { readHistory, readRelease, type Fields } from './observe.ts';

let laptop: TestLaptop;
let cast: Cast;
beforeAll(async () => {
  laptop = await startTestLaptop();
  cast = await castOf(laptop);
});
afterAll(() => laptop.end());

/** A call that has to be refused. */
interface Refused {
  readonly type: ProblemName;
  readonly status: number;
  /** The faults as `pointer code`, every one. */
  readonly faults?: readonly string[];
  readonly facts?: Fields;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes the call in both languages and holds the answer to the contract. */
async function refuses(person: ApiClient, { method, path, body, headers }: Call, refused: Refused): Promise<void> {
  for (const language of ['zh-CN', 'en'] as const) {
    const answer = await person.call(method, path, body, { ...headers, 'accept-language': language });
    const text = textFor(language);
    expect(answer, `${method} ${path} in ${language}`).toMatchObject({ status: refused.status, body: { type: refused.type, status: refused.status, title: text[`problem.title.${refused.type}`] } });
    const errors = (answer.body['errors'] ?? []) as { pointer: string; code: string; detail: string }[];
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([...(refused.faults ?? [])].sort());
    const sentences = [String(answer.body['detail']), ...errors.map(({ detail }) => detail)];
    for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|\{[a-z]+\}/);
    for (const sentence of sentences) expect(/\p{Script=Han}/u.test(sentence)).toBe(language === 'zh-CN');
    if (refused.facts !== undefined) expect(answer.body['facts']).toEqual(refused.facts);
  }
}

/** What a refusal must leave as it was. */
async function snapshot(id: string): Promise<unknown> {
  return { release: await readRelease(cast.submitter, id), events: await readHistory(cast.submitter, id) };
}

/** The same refusal of an act on an item, which is afterwards as it was. */
async function refusesOn(id: string, person: ApiClient, call: Omit<Call, 'path'> & { readonly path?: string }, refused: Refused): Promise<void> {
  const before = await snapshot(id);
  await refuses(person, { ...call, path: `/releases/${id}${call.path ?? ''}` }, refused);
  expect(await snapshot(id)).toEqual(before);
}

async function itemsOf(person: ApiClient): Promise<unknown> {
  return (await expecting(person.call('GET', '/releases')))['items'];
}

async function draft(changes: Fields = {}): Promise<Fields & { readonly id: string }> {
  const made = await expecting(cast.submitter.call('POST', '/releases', { ...goodRelease, ...changes }));
  return { ...made, id: String(made['id']) };
}

async function submitted(): Promise<Fields & { readonly id: string }> {
  const made = await draft();
  await expecting(cast.submitter.call('POST', `/releases/${made.id}/submission`, {}));
  return made;
}

const validation = (...faults: string[]): Refused => ({ type: 'validation', status: 422, faults });
const wrongState = (state: string): Refused => ({ type: 'wrong-state', status: 409, facts: { state } });
const forbidden: Refused = { type: 'forbidden', status: 403 };
const notFound: Refused = { type: 'not-found', status: 404 };

describe('a new item', () => {
  const cases: readonly (readonly [string, Fields, Refused])[] = [
    ['with unknown fields', { tittle: 'x', disclosure: { attribute: 'proactive', grounds: 'x' } }, validation('/tittle unknown-field', '/disclosure/grounds unknown-field')],
    ['of an unknown column', { column: 'weather' }, validation('/column unknown-column')],
    ['of a column that another department owns', { column: 'finance' }, validation('/column not-your-column')],
    ['of an unknown kind', { kind: 'poem' }, validation('/kind not-allowed')],
    ['with an empty title', { title: '   ' }, validation('/title required')],
    ['with a title that is too long', { title: '长'.repeat(201) }, validation('/title too-long')],
    ['with a body of more than 1 MB', { body: `<p>${'文'.repeat(350_000)}</p>` }, validation('/body body-too-large')],
    ['that is urgent without a reason', { urgency: 'urgent' }, validation('/urgencyReason urgency-reason-required')],
    ['that is withheld without a ground', { disclosure: { attribute: 'withheld' } }, validation('/disclosure/ground ground-required')],
    ['whose trigger lies in the future', { trigger: { event: 'issued', at: '2100-01-01T00:00:00Z' } }, validation('/trigger/at trigger-in-future')],
    ['with dates that do not exist', { signedOn: '2025-02-30', trigger: { event: 'issued', at: 'yesterday' } }, validation('/signedOn bad-date', '/trigger/at bad-instant')],
    ['with faults of form and of sense in one answer', { title: ' ', column: 'weather', urgency: 'urgent', signedOn: '2025-13-01', source: 'submission', trigger: { event: 'issued', at: '2100-01-01T00:00:00Z' } }, validation('/title required', '/signedOn bad-date', '/column unknown-column', '/urgencyReason urgency-reason-required', '/trigger/at trigger-in-future')],
    ['with a body of which nothing is left once it is clean', { body: '<script>alert(1)</script>' }, validation('/body nothing-left')],
    ['with many faults at once', { title: 7, kind: undefined, urgency: 'soon', more: 1 }, validation('/title wrong-type', '/kind required', '/urgency not-allowed', '/more unknown-field')],
  ];

  it.each(cases)('%s is refused', async (_, changes, refused) => {
    const before = await itemsOf(cast.submitter);
    await refuses(cast.submitter, { method: 'POST', path: '/releases', body: { ...goodRelease, ...changes } }, refused);
    expect(await itemsOf(cast.submitter)).toEqual(before);
  });

  it('that is an official document comes from the Office alone, and with its signature', async () => {
    const before = await itemsOf(cast.submitter);
    const docflow = { ...goodRelease, source: 'docflow', column: 'work-trends' };
    await refuses(cast.submitter, { method: 'POST', path: '/releases', body: { ...docflow, signature: { by: '厅长', at: '2025-01-01T00:00:00Z', reference: '1' } } }, forbidden);
    await refuses(await laptop.as('submitter.office'), { method: 'POST', path: '/releases', body: docflow }, validation('/signature signature-required'));
    expect(await itemsOf(cast.submitter)).toEqual(before);
  });

  it('that is not JSON, or no object, is refused', async () => {
    const token = await laptop.cloud.identity.signIn('submitter.personnel@zhejiang.example');
    const post = async (body: string) => {
      const answer = await fetch(`${laptop.origin}/api/releases`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' }, body });
      return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as Fields };
    };
    for (const body of ['{"title":', 'title=x', '\u0000']) {
      expect(await post(body)).toMatchObject({ status: 422, type: expect.stringContaining('application/problem+json') as string, body: { type: 'validation', errors: [{ pointer: '', code: 'not-json' }] } });
    }
    for (const body of ['[]', '"text"', 'null', '7']) expect(await post(body)).toMatchObject({ status: 422, body: { type: 'validation', errors: [{ pointer: '', code: 'not-object' }] } });
  });

  it('comes from submitters', async () => {
    const before = await itemsOf(cast.submitter);
    for (const name of ['reviewer.personnel', 'publisher-a.network', 'admin.office', 'leader.office']) {
      await refuses(await laptop.as(name), { method: 'POST', path: '/releases', body: goodRelease }, forbidden);
    }
    expect(await itemsOf(cast.submitter)).toEqual(before);
  });

  it('larger than the gateway takes is refused by the gateway', async () => {
    const { status, body } = await cast.submitter.call('POST', '/releases', { ...goodRelease, body: 'x'.repeat(11 * 1024 * 1024) });
    expect({ status, body }).toEqual({ status: 413, body: { message: 'Request Entity Too Large' } });
  });
});

describe('a draft', () => {
  it('is saved over the version that was seen, and no other', async () => {
    const { id } = await draft();
    const body = { ...goodRelease, title: '改过的标题' };
    await refusesOn(id, cast.submitter, { method: 'PUT', body }, validation('/headers/If-Match if-match-required'));
    await refusesOn(id, cast.submitter, { method: 'PUT', body, headers: { 'if-match': 'W/"1"' } }, validation('/headers/If-Match bad-if-match'));
    await refusesOn(id, cast.submitter, { method: 'PUT', body, headers: { 'if-match': '"7"' } }, { type: 'stale-version', status: 412, facts: { version: 1 } });
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/submission', body: {}, headers: { 'if-match': '7' } }, { type: 'stale-version', status: 412, facts: { version: 1 } });
    expect((await cast.submitter.call('PUT', `/releases/${id}`, body, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('is nobody else’s to change, submit or see', async () => {
    const { id } = await draft();
    const elsewhere = await laptop.as('submitter.finance');
    await refusesOn(id, elsewhere, { method: 'PUT', body: goodRelease, headers: { 'if-match': '1' } }, notFound);
    await refusesOn(id, elsewhere, { method: 'POST', path: '/submission', body: {} }, notFound);
    for (const [name, site] of [['submitter.finance', 'zhejiang'], ['admin.office', 'zhejiang'], ['submitter.office', 'hangzhou']] as const) {
      await refusesOn(id, await laptop.as(name, site), { method: 'GET' }, notFound);
    }
  });

  it('is not for the portal when it is not to be disclosed', async () => {
    const { id } = await draft({ disclosure: { attribute: 'on-application', ground: '第十三条' } });
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/submission', body: {} }, { type: 'blocked-by-checks', status: 422, faults: ['/disclosure/attribute not-for-the-portal'] });
  });

  it('cannot be decided on, published or withdrawn', async () => {
    const { id, contentHash } = await draft();
    await refusesOn(id, cast.reviewers['first-review'], { method: 'POST', path: '/decisions', body: approvalOf('first-review', contentHash) }, wrongState('draft'));
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/publication', body: {} }, notFound);
    await refusesOn(id, cast.publisher, { method: 'DELETE', path: '/publication' }, notFound);
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/withdrawal', body: { reason: '误发' } }, notFound);
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/recall', body: {} }, wrongState('draft'));
  });

  it('that does not exist is not found', async () => {
    for (const id of ['zhejiang-aaaaaaaaaaaaaaaa', 'x', '%23HEAD', 'zhejiang-%2e%2e%00']) {
      await refuses(cast.submitter, { method: 'GET', path: `/releases/${id}` }, notFound);
      await refuses(cast.submitter, { method: 'POST', path: `/releases/${id}/submission`, body: {} }, notFound);
    }
  });
});

describe('a decision', () => {
  const path = '/decisions';

  it('is for the stage that the item stands in and the content that it has', async () => {
    const { id, contentHash } = await submitted();
    const [first, second] = [cast.reviewers['first-review'], cast.reviewers['second-review']];
    await refusesOn(id, second, { method: 'POST', path, body: approvalOf('second-review', contentHash) }, { type: 'wrong-state', status: 409, facts: { state: 'in-review', stage: 'first-review' } });
    await refusesOn(id, first, { method: 'POST', path, body: approvalOf('first-review', 'a'.repeat(64)) }, { type: 'stale-content', status: 409 });
    await refusesOn(id, first, { method: 'POST', path, body: approvalOf('first-review', 'A'.repeat(64)) }, validation('/contentHash bad-hash'));
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/submission', body: {} }, { type: 'wrong-state', status: 409, facts: { state: 'in-review', stage: 'first-review' } });
  });

  it('names everything that is missing at once', async () => {
    const { id, contentHash } = await submitted();
    const [first, second] = [cast.reviewers['first-review'], cast.reviewers['confidentiality-review']];
    const bare = { stage: 'first-review', outcome: 'approve', contentHash };
    const ticks = ['legal', 'accurate', 'timely', 'complete', 'effective', 'unclassified'].map((check) => `/checks/${check} ticks-required`);
    await refusesOn(id, first, { method: 'POST', path, body: bare }, validation(...ticks, '/proofread proofread-required'));
    await refusesOn(id, first, { method: 'POST', path, body: { ...bare, outcome: 'return' } }, validation('/remarks remarks-required'));
    await refusesOn(id, first, { method: 'POST', path, body: { ...bare, outcome: 'reject', remarks: ' ' } }, validation('/remarks remarks-required'));
    await refusesOn(id, first, { method: 'POST', path, body: {} }, validation('/stage required', '/outcome required', '/contentHash required'));
    await refusesOn(id, first, { method: 'POST', path, body: { ...approvalOf('first-review', contentHash), stage: 'last-review' } }, validation('/stage unknown-stage'));
    await refusesOn(id, first, { method: 'POST', path, body: { ...approvalOf('first-review', contentHash), overrides: [{ finding: 'wrong-words', reason: '引文' }] } }, validation('/overrides/0/finding unknown-finding'));
    await expecting(first.call('POST', `/releases/${id}${path}`, approvalOf('first-review', contentHash)));
    const confidentiality = { stage: 'confidentiality-review', outcome: 'approve', contentHash };
    await refusesOn(id, second, { method: 'POST', path, body: confidentiality }, validation('/confidentiality confidentiality-required'));
    await refusesOn(id, second, { method: 'POST', path, body: { ...confidentiality, confidentiality: { result: 'withhold' } } }, validation('/confidentiality/ground confidentiality-ground-required'));
    await refusesOn(id, second, { method: 'POST', path, body: { ...confidentiality, confidentiality: { result: 'withhold', ground: '第十四条' } } }, { type: 'blocked-by-checks', status: 422, faults: ['/confidentiality/result withheld-content'] });
  });

  it('is made once', async () => {
    const { id, contentHash } = await submitted();
    const first = cast.reviewers['first-review'];
    await expecting(first.call('POST', `/releases/${id}${path}`, approvalOf('first-review', contentHash)));
    await refusesOn(id, first, { method: 'POST', path, body: approvalOf('first-review', contentHash) }, { type: 'wrong-state', status: 409, facts: { state: 'in-review', stage: 'confidentiality-review' } });
  });

  it('is made by a holder of the stage, in the submitting department, at the site', async () => {
    const { id, contentHash } = await submitted();
    const body = approvalOf('first-review', contentHash);
    for (const name of ['submitter.personnel', 'liaison.personnel', 'secrecy.personnel', 'reviewer.finance', 'all.finance', 'admin.office', 'leader.office', 'publisher-a.network']) {
      await refusesOn(id, await laptop.as(name), { method: 'POST', path, body }, forbidden);
    }
    await refusesOn(id, await laptop.as('reviewer.office', 'shangqiu'), { method: 'POST', path, body }, notFound);
  });

  it('is not made by its author, nor twice by one person who holds several roles', async () => {
    const everything = await laptop.as('all.personnel');
    const separated = (duty: string): Refused => ({ type: 'separation-of-duties', status: 403, facts: { duty } });
    const own = await expecting(everything.call('POST', '/releases', goodRelease));
    const ownId = String(own['id']);
    await expecting(everything.call('POST', `/releases/${ownId}/submission`, {}));
    await refusesOn(ownId, everything, { method: 'POST', path, body: approvalOf('first-review', own['contentHash']) }, separated('submit'));

    const written = await expecting(everything.call('POST', '/releases', goodRelease));
    const writtenId = String(written['id']);
    await expecting(cast.submitter.call('POST', `/releases/${writtenId}/submission`, {}));
    await refusesOn(writtenId, everything, { method: 'POST', path, body: approvalOf('first-review', written['contentHash']) }, separated('edit'));

    const { id, contentHash } = await submitted();
    await expecting(everything.call('POST', `/releases/${id}${path}`, approvalOf('first-review', contentHash)));
    await refusesOn(id, everything, { method: 'POST', path, body: approvalOf('confidentiality-review', contentHash) }, separated('first-review'));
    await expecting(cast.reviewers['confidentiality-review'].call('POST', `/releases/${id}${path}`, approvalOf('confidentiality-review', contentHash)));
    await refusesOn(id, everything, { method: 'POST', path, body: approvalOf('second-review', contentHash) }, separated('first-review'));
  });
});

describe('a publication', () => {
  let id: string;
  beforeAll(async () => {
    id = await bringToApproved(cast);
  });

  it('is the publishers’ alone', async () => {
    for (const name of ['submitter.personnel', 'text.office', 'leader.office', 'admin.office', 'head.network']) {
      await refusesOn(id, await laptop.as(name), { method: 'POST', path: '/publication', body: {} }, forbidden);
    }
    await refusesOn(id, await laptop.as('publisher-a.information-center', 'hangzhou'), { method: 'POST', path: '/publication', body: {} }, notFound);
  });

  it('is not post B’s while A is on duty', async () => {
    const b = await laptop.as('publisher-b.network');
    for (const body of [{}, { at: '2100-01-01T00:00:00Z' }]) await refusesOn(id, b, { method: 'POST', path: '/publication', body }, { ...forbidden, faults: [' post-a-on-duty'] });
  });

  it('is scheduled for an hour to come', async () => {
    const past = new Date(laptop.cloud.clock.now() - 60_000).toISOString();
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/publication', body: { at: past } }, validation('/at schedule-in-past'));
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/publication', body: { at: 'tomorrow', format: false } }, validation('/at bad-instant', '/format not-allowed'));
    await refusesOn(id, cast.publisher, { method: 'DELETE', path: '/publication' }, wrongState('approved'));
  });

  it('happens once, and is withdrawn once, with a reason, by who may', async () => {
    await publishNow(cast, id);
    await laptop.cloud.clock.activity.quiet();
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/publication', body: {} }, wrongState('published'));
    await refusesOn(id, cast.submitter, { method: 'PUT', body: goodRelease, headers: { 'if-match': String((await readRelease(cast.submitter, id))['version']) } }, wrongState('published'));
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/withdrawal', body: {} }, validation('/reason required'));
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/withdrawal', body: { reason: '  ' } }, validation('/reason reason-required'));
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/withdrawal', body: { reason: '误发' } }, forbidden);
    await expecting(cast.publisher.call('POST', `/releases/${id}/withdrawal`, { reason: '误发' }));
    await laptop.cloud.clock.activity.quiet();
    await refusesOn(id, cast.publisher, { method: 'POST', path: '/withdrawal', body: { reason: '误发' } }, wrongState('withdrawn'));
  });
});

describe('a correction', () => {
  let id: string;
  beforeAll(async () => {
    id = await bringToApproved(cast);
    await publishNow(cast, id);
    await laptop.cloud.clock.activity.quiet();
  });

  it('needs its reason and names every other fault with it, and is its own department’s', async () => {
    const path = '/corrections';
    await refusesOn(id, cast.submitter, { method: 'POST', path, body: { title: '', column: 'work-trends', urgency: 'urgent', colour: 'red' } }, validation('/reason reason-required', '/title required', '/colour unknown-field', '/column column-fixed', '/urgencyReason urgency-reason-required'));
    await refusesOn(id, cast.submitter, { method: 'POST', path, body: { reason: '  ' } }, validation('/reason reason-required'));
    for (const name of ['submitter.finance', 'reviewer.personnel', 'publisher-a.network', 'admin.office']) await refusesOn(id, await laptop.as(name), { method: 'POST', path, body: { reason: '有误' } }, forbidden);
    await refusesOn(id, cast.submitter, { method: 'DELETE', path }, wrongState('published'));
  });

  it('is one at a time, changes something, and may be seen and submitted by its department alone', async () => {
    await expecting(cast.submitter.call('POST', `/releases/${id}/corrections`, { reason: '有误' }));
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/corrections', body: { reason: '又有误' } }, wrongState('draft'));
    await refusesOn(id, cast.submitter, { method: 'POST', path: '/submission', body: {} }, validation(' nothing-corrected'));
    await refusesOn(id, await laptop.as('submitter.finance'), { method: 'DELETE', path: '/corrections' }, forbidden);
  });
});

it('a suggestion is the stage’s holder’s, on the text as it is, and the department’s to take', async () => {
  const { id, contentHash } = await submitted();
  const path = '/suggestions';
  const first = cast.reviewers['first-review'];
  const form = { stage: 'first-review', contentHash, title: '另一标题' };
  for (const person of [cast.submitter, cast.reviewers['second-review'], cast.publisher]) await refusesOn(id, person, { method: 'POST', path, body: form }, forbidden);
  await refusesOn(id, first, { method: 'POST', path, body: { ...form, contentHash: 'a'.repeat(64) } }, { type: 'stale-content', status: 409 });
  await refusesOn(id, first, { method: 'POST', path, body: { ...form, title: ' ', urgency: 'urgent' } }, validation('/title required', '/urgencyReason urgency-reason-required'));
  await refusesOn(id, first, { method: 'POST', path, body: { stage: 'first-review', contentHash } }, validation(' nothing-suggested'));
  await refusesOn(id, cast.submitter, { method: 'PUT', path: `${path}/1`, body: { outcome: 'accept' } }, notFound);
  await refusesOn(id, cast.submitter, { method: 'PUT', path: `${path}/1`, body: { outcome: 'perhaps' } }, validation('/outcome not-allowed'));
});

it('somebody whom the record does not know may do nothing', async () => {
  await laptop.cloud.identity.ensureUsers([{ username: 'stranger@zhejiang.example', name: 'stranger', password: 'Fabu-demo-2026' }]);
  const stranger = apiClient(laptop.origin, await laptop.cloud.identity.signIn('stranger@zhejiang.example'));
  await refuses(stranger, { method: 'GET', path: '/releases' }, forbidden);
  await refuses(stranger, { method: 'POST', path: '/releases', body: goodRelease }, forbidden);
});

it('every stage refuses all those who decide in the others', async () => {
  const { id, contentHash } = await submitted();
  for (const stage of stages) {
    const others = stages.filter((other) => other !== stage);
    const before = await snapshot(id);
    for (const other of others) {
      const { status, body } = await cast.reviewers[other].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash));
      expect({ status, type: body['type'] }, `${other} in ${stage}`).toEqual({ status: 403, type: 'forbidden' });
    }
    expect(await snapshot(id)).toEqual(before);
    await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash)));
  }
});
