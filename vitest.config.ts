import { configDefaults, defineConfig } from 'vitest/config';
import { LaptopsFirst } from './tests/support/laptops-first.ts';

/** Drills of operators, every screen, and all that can go wrong while one writes. `npm test` leaves them to `npm run test:long`, to be done in ten minutes. */
const LONG = [
  'tests/e2e/{faulty-line,grants,restore,startup,upgrade}.test.ts',
  'tests/faults/interrupted-start.test.ts',
  'tests/desk/{every-screen,hostile,write-files,write-film,write-focus,write-nothing-lost,write-saving,write-unanswered}.test.ts',
];
const wanted = process.env['FABU_TESTS'];

export default defineConfig({
  test: {
    include: wanted === 'long' ? LONG : ['tests/**/*.test.ts'],
    exclude: wanted === 'short' ? [...configDefaults.exclude, ...LONG] : configDefaults.exclude,
    globalSetup: ['tests/support/prepare-tests.ts'],
    // Two cores: one file at a time keeps the engines' timings honest.
    maxWorkers: 2,
    sequence: { sequencer: LaptopsFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
