import { parseArgs } from 'node:util';
import type { DeadLetter, DeadLettersAnswer } from '../functions/operations/replay-dead-letters.ts';
import { operationAt } from './operate/operation.ts';
import { run, where } from './operate/run.ts';

const USAGE = `Usage: npm run dead-letters -- [--all] [--replay ID]… [--set-aside ID]… [--data .fabu | --function NAME]

The effects that the relay has given up: since when, what, and the id. No content. --replay puts one back into its outbox
and calls the relay, --all does so with every one; what fails again lies there again. --set-aside takes one out of the list
that nobody wants carried out any more; its row stays. On the laptop while it runs; for a deployment name the function that
the stack's output DeadLettersFunction says.`;

const idOf = ({ pk, key }: Pick<DeadLetter, 'pk' | 'key'>): string => `${pk}/${key}`;

function letterOf(id: string): Pick<DeadLetter, 'pk' | 'key'> {
  const place = id.lastIndexOf('/');
  if (place < 1) throw new Error(`${id} is no id of a dead letter. The list has them.`);
  return { pk: id.slice(0, place), key: id.slice(place + 1) };
}

await run(async () => {
  const ids = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values } = parseArgs({ options: { ...where, all: { type: 'boolean', default: false }, replay: ids, 'set-aside': ids } });
  if (values.help) return [USAGE];
  const operation = await operationAt(values, 'DeadLettersFunction');
  const order = { at: operation.at, replay: values.all ? 'all' : values.replay.map(letterOf), setAside: values['set-aside'].map(letterOf) };
  const { letters, replayed, setAside, refused } = await operation.call<DeadLettersAnswer>(order);
  if (refused.length > 0) process.exitCode = 1;
  return [
    ...letters.map((letter) => `${letter.since}  ${letter.kind.padEnd(14)}  ${idOf(letter)}`),
    letters.length === 0 ? 'No dead letters.' : `${letters.length} dead letters, ${replayed} replayed, ${setAside} set aside.`,
    ...refused.map((letter) => `${idOf(letter)}: ${letter.why}`),
  ];
});
