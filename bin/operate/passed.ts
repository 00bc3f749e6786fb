import type { Passed } from '../../functions/shared/record/change-every-release.ts';

export function passedLines(passed: Readonly<Record<string, Passed>>): string[] {
  return Object.entries(passed).map(([site, { seen, changed }]) => `${site}: ${changed} of ${seen} items changed.`);
}
