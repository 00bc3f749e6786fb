import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeDifferences } from '../../../local/template/describe-differences.ts';
import { knownDifferences } from '../../../local/template/known-differences.ts';
import { serviceTable } from '../../../local/template/service-table.ts';

it('docs/differs-from-aws.md is what the table says (npm run docs:differs)', () => {
  const page = readFileSync(new URL('../../../docs/differs-from-aws.md', import.meta.url), 'utf8');
  expect(page).toBe(describeDifferences(serviceTable, knownDifferences));
});

it('every served and ignored type stands in the page, with its reasons', () => {
  const page = describeDifferences({ A: { standing: 'served', by: 'engine', honoured: ['X'], ignored: { Y: 'why | not' } }, B: { standing: 'ignored', because: 'never read' } }, { Subject: ['A sentence.'] });
  expect(page).toContain('| `A` | engine | `X` | `Y`: why \\| not |');
  expect(page).toContain('| `B` | never read |');
  expect(page).toContain('### Subject\n\n- A sentence.');
});
