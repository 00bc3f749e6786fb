import { expect, test } from 'vitest';
import { requireNode } from '../../bin/require-node.js';

test.each(['20.19.0', '22.18.0', '23.11.1'])('Node %s is refused, with the way out', (version) => {
  expect(() => requireNode(version)).toThrow(/needs Node 24 or later; this is .*Run it through npm/);
});

test.each(['24.0.0', '24.21.0', '26.0.0'])('Node %s will do', (version) => {
  expect(() => requireNode(version)).not.toThrow();
});
