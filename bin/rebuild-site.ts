import { parseArgs } from 'node:util';
import { operationAt } from './operate/operation.ts';
import { run, where } from './operate/run.ts';

const USAGE = `Usage: npm run rebuild-site -- SITE… [--data .fabu | --function NAME]

Writes every page of a site anew from the record; only what differs changes. When a site opens, after a change of templates,
after a restore. On the laptop while it runs; for a deployment name the function that the stack's output RebuildSiteFunction
says.`;

/** One site that fails keeps none of the others from being rebuilt. */
function failed({ message }: Error): string {
  process.exitCode = 1;
  return message;
}

await run(async () => {
  const { values, positionals } = parseArgs({ options: where, allowPositionals: true });
  if (values.help) return [USAGE];
  if (positionals.length === 0) throw new Error(USAGE);
  const operation = await operationAt(values, 'RebuildSiteFunction');
  const rebuilt = async (site: string): Promise<string> => `${site}: ${(await operation.call<{ readonly objects: number }>({ site })).objects} objects.`;
  const lines: string[] = [];
  for (const site of positionals) lines.push(await rebuilt(site).catch((error: Error) => failed(error)));
  return lines;
});
