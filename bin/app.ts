import { parseArgs } from 'node:util';
import { requireNode } from './require-node.js';

/** By `cdk deploy -c stage=…`, which hands its context over in the environment, by `-c stage=…` here, or by FABU_STAGE. */
function chosenStage(): string {
  const { values } = parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true } } });
  const given = (values.context ?? []).map((pair) => /^stage=(.+)$/.exec(pair)?.[1]).findLast((stage) => stage !== undefined);
  const fromCli = (JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as { stage?: string }).stage;
  return given ?? fromCli ?? process.env['FABU_STAGE'] ?? 'laptop';
}

try {
  requireNode();
  const { synthesise } = await import('../lib/synthesise.ts');
  await synthesise({ stage: chosenStage(), outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
