import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rooms whose tests run whole laptops, for up to a minute each. */
const ROOMS_WITH_LAPTOPS = ['desk', 'e2e', 'faults', 'quota', 'authz', 'scenarios'].map((room) => `/tests/${room}/`);

/** Begins with what takes longest, so that no long file runs on by itself at the end while a core has nothing to do. */
export class LaptopsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(runsLaptops), ...sorted.filter((file) => !runsLaptops(file))];
  }
}

function runsLaptops({ moduleId }: TestSpecification): boolean {
  return ROOMS_WITH_LAPTOPS.some((room) => moduleId.includes(room));
}
