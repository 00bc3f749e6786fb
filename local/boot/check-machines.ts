import { checkDefinition } from '../step-functions/operations/machine-operations.ts';
import { stateMachinesOf } from '../template/compute.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { TemplateFault } from '../template/template.ts';

/** Reads every machine's definition before an engine is started. Throws TemplateFault naming the machine and each fault. */
export function checkMachines(template: ResolvedTemplate, now: () => number): void {
  const faults = stateMachinesOf(template).flatMap(({ logicalId, name, definition }) => {
    try {
      checkDefinition({ now }, name, definition);
      return [];
    } catch (error) {
      return [`${template.nameOf(logicalId)}: ${(error as Error).message}`];
    }
  });
  if (faults.length > 0) throw new TemplateFault(faults.join('\n'));
}
