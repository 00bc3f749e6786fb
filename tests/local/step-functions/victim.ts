/** Run as a process of its own to be killed: starts executions without end and says which were acknowledged. */
import { openBench, task } from './bench-machine.ts';

const [database = ''] = process.argv.slice(2);
const bench = await openBench({ database, at: Date.now() });
const arn = await bench.create({
  One: task({ Next: 'Two' }),
  Two: { Type: 'Pass', Output: '{% $states.input.number * 2 %}', Next: 'Stay' },
  Stay: { Type: 'Wait', Seconds: 3600, End: true },
});
for (let number = 0; ; number += 1) {
  const execution = await bench.start(arn, { number }, `execution-${number}`);
  process.stdout.write(`${execution}\n`);
}
