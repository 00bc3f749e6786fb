import { functionsOf } from '../template/compute.ts';
import type { ResolvedTemplate } from '../template/load-template.ts';
import { bucketsOf } from '../template/storage.ts';
import { servicesWithFaults } from './answers.ts';

/** A function or bucket that can be taken down by name. */
interface Named {
  /** What engines call it. */
  readonly physicalName: string;
  /** Its logical id in words: `ReleaseWorkflowConfirmOnlineFunction97622940` is `release-workflow-confirm-online`. */
  readonly words: string;
}

/** What the names in a plan's `down` stand for. */
export interface Names {
  isKnown(name: string): boolean;
  /** Whether this name stands for the function or bucket of that physical name. */
  means(name: string, physicalName: string): boolean;
}

/** Functions and buckets go by their physical names and by the last words of their logical ids (`confirm-online`, `content`). */
export function namesOf(template: ResolvedTemplate): Names {
  const named: readonly Named[] = [
    ...functionsOf(template).map(({ logicalId, functionName }) => ({ physicalName: functionName, words: wordsOf(logicalId) })),
    ...bucketsOf(template).map(({ logicalId, name }) => ({ physicalName: name, words: wordsOf(logicalId) })),
  ];
  const stands = (name: string, one: Named): boolean => name === one.physicalName || one.words === name || one.words.endsWith(`-${name}`);
  return {
    isKnown: (name) => name.startsWith('/') || name === 'sqs' || servicesWithFaults.includes(name) || named.some((one) => stands(name, one)),
    means: (name, physicalName) => named.some((one) => one.physicalName === physicalName && stands(name, one)),
  };
}

function wordsOf(logicalId: string): string {
  const plain = logicalId.replace(/(Function)?[0-9A-F]{8}$/, '');
  return plain.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
