import { defineConfig } from 'vitest/config';
import { LaptopsFirst } from './tests/support/laptops-first.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/prepare-tests.ts'],
    // Two cores: one file at a time keeps the engines' timings honest.
    maxWorkers: 2,
    sequence: { sequencer: LaptopsFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
