import { alarm, emf, MINUTE, startWatch } from './fixture.ts';

/** Started by a test: measures and rings, then is killed (`kill`) or closes and has nothing more to do (`close`). */
const [directory = '', end = ''] = process.argv.slice(2);
const watch = startWatch({ alarms: [alarm('sweeper-silent')], directory });
await watch.pass(30 * MINUTE);
watch.functions.clear();
await watch.pass(30 * MINUTE);
watch.cloudWatch.wrote('other', emf({ Sweeps: 7 }));
if (end === 'kill') process.kill(process.pid, 'SIGKILL');
watch.close();
