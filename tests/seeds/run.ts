/** `npm run test:seeds -- FOLDER`: takes the documents of a folder through the whole line to public pages, on one laptop. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { castOf } from '../support/release-line.ts';
import { readDocument } from './document.ts';
import { faultsOf, pagesOf, release, type ReadPage } from './release-document.ts';

/** The Office may submit to both columns that the documents go to. */
const DEPARTMENT = 'office';
/** How long the edge may answer with a listing that it has already, in milliseconds: 60 s fresh and 600 s stale. */
const LISTINGS_KEPT = 661_000;

/** Prints a line for each file and a sum. Answers the number of files that failed; a folder without files fails too. */
export async function run(folder: string, print: (line: string) => void, laptop: TestLaptop, readPage: ReadPage = pagesOf(laptop)): Promise<number> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt')).sort();
  const cast = await castOf(laptop, DEPARTMENT);
  let failed = 0;
  for (const file of files) {
    const { faults, summary } = await take(join(folder, file));
    if (faults.length > 0) failed += 1;
    print(faults.length === 0 ? `ok      ${file}: ${summary}` : `FAILED  ${file}: ${faults.join('; ')}`);
  }
  if (files.length === 0) print(`There are no .txt files in ${folder}.`);
  print(`${files.length - failed} passed, ${failed} failed`);
  return files.length === 0 ? 1 : failed;

  async function take(path: string): Promise<{ faults: string[]; summary: string }> {
    try {
      const document = readDocument(readFileSync(path, 'utf8'));
      const released = await release(laptop, cast, document);
      await laptop.cloud.clock.moveTo(laptop.cloud.clock.now() + LISTINGS_KEPT);
      const faults = await faultsOf(document, released, readPage);
      return { faults, summary: `${document.lines.length} lines at ${released.url}, ${released.indexNumber}, ${released.events.length} events` };
    } catch (error) {
      return { faults: [(error as Error).message], summary: '' };
    }
  }
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Say which folder holds the documents: npm run test:seeds -- FOLDER');
    process.exit(1);
  }
  const laptop = await startTestLaptop();
  const failed = await run(folder, (line) => console.log(line), laptop).finally(() => laptop.end());
  process.exitCode = failed === 0 ? 0 : 1;
}
