import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeDifferences } from './describe-differences.ts';
import { knownDifferences } from './known-differences.ts';
import { serviceTable } from './service-table.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'differs-from-aws.md');
writeFileSync(file, describeDifferences(serviceTable, knownDifferences));
