import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';

/**
 * `npm run bench:line [-- COUNT]`: one item from draft to a page, then many at once, each through every hand; and the
 * median of a state-changing request. Prints its figures last.
 */
const COUNT = Number(process.argv[2] ?? '200');
const TOGETHER = 40;

const laptop = await startTestLaptop();
const cast = await castOf(laptop);
const requestMilliseconds: number[] = [];
let between: () => Promise<void> = () => Promise.resolve();

async function timed<T>(work: () => Promise<T>): Promise<T> {
  await between();
  const started = performance.now();
  const value = await work();
  requestMilliseconds.push(performance.now() - started);
  return value;
}

function medianOfRequests(): number {
  const sorted = requestMilliseconds.splice(0).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function wholeLine(people: Cast, title: string): Promise<string> {
  const draft = await timed(() => expecting(people.submitter.call('POST', '/releases', { ...goodRelease, title })));
  const path = `/releases/${String(draft['id'])}`;
  await timed(() => expecting(people.submitter.call('POST', `${path}/submission`, {})));
  for (const stage of stages) await timed(() => expecting(people.reviewers[stage].call('POST', `${path}/decisions`, approvalOf(stage, draft['contentHash']))));
  await timed(() => publishNow(people, String(draft['id'])));
  return String(draft['id']);
}

async function publishedUrl(id: string): Promise<string> {
  const release = await expecting(cast.submitter.call('GET', `/releases/${id}`));
  if (release['state'] !== 'published') throw new Error(`${id} is ${String(release['state'])}`);
  const page = await fetch(`${laptop.origin}${String(release['url'])}`);
  if (page.status !== 200) throw new Error(`${String(release['url'])} answers ${page.status}`);
  return String(release['url']);
}

await wholeLine(cast, 'The first one starts every worker');
const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();
await quiet();

between = quiet;
for (let place = 1; place <= 10; place += 1) await wholeLine(cast, `Request by request ${place}`);
await quiet();
const alone = medianOfRequests();
between = () => Promise.resolve();

const oneStarted = performance.now();
const one = await wholeLine(cast, 'One item');
await quiet();
await publishedUrl(one);
const oneMilliseconds = performance.now() - oneStarted;
requestMilliseconds.length = 0;

const cpuBefore = process.cpuUsage();
const manyStarted = performance.now();
const ids: string[] = [];
const queue = Array.from({ length: COUNT }, (_, place) => `Item ${place + 1}`);
await Promise.all(
  Array.from({ length: TOGETHER }, async () => {
    for (let title = queue.pop(); title !== undefined; title = queue.pop()) ids.push(await wholeLine(cast, title));
  }),
);
await quiet();
const cpu = process.cpuUsage(cpuBefore);
const seconds = (performance.now() - manyStarted) / 1000;
const urls = await Promise.all(ids.map(publishedUrl));
if (new Set(urls).size !== COUNT) throw new Error('Not every item has an address of its own.');

const memory = Math.round(process.memoryUsage().rss / 1024 / 1024);
await laptop.end();
console.log(`one item: ${Math.round(oneMilliseconds)} ms; a state-changing request: ${alone.toFixed(1)} ms in the median`);
console.log(`${COUNT} items: ${seconds.toFixed(1)} s, ${(COUNT / seconds).toFixed(1)} a second; ${Math.round((cpu.user + cpu.system) / 1000 / COUNT)} ms of processor time each; a request among them ${medianOfRequests().toFixed(0)} ms in the median; ${memory} MB`);
