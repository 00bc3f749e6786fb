import { IGNORED_PROVIDER, type Standing } from './service-table.ts';

/** The document that says, for each resource type, what the laptop does otherwise than AWS. */
export function describeDifferences(table: Readonly<Record<string, Standing>>, differences: Readonly<Record<string, readonly string[]>>): string {
  return [
    '# How the laptop differs from AWS',
    '',
    'The laptop boots the synthesised template. What it cannot serve it refuses at boot, by name: a resource type that is not in these tables, and a property that is neither honoured nor ignored below.',
    '',
    'This page is written from `local/template/service-table.ts` and `local/template/known-differences.ts` by `npm run docs:differs`; a test holds it to them.',
    '',
    '## Served',
    '',
    '| Resource type | By | Honoured | Ignored, and why that is harmless |',
    '|---|---|---|---|',
    ...Object.entries(table).flatMap(([type, entry]) => (entry.standing === 'served' ? [servedRow(type, entry)] : [])),
    '',
    '## Ignored as a whole',
    '',
    '| Resource type | Why that is harmless |',
    '|---|---|',
    ...Object.entries(table).flatMap(([type, entry]) => (entry.standing === 'ignored' ? [`| ${code(type)} | ${cell(entry.because)} |`] : [])),
    `| anything whose logical id begins with ${code(IGNORED_PROVIDER.logicalIdPrefix)} | ${cell(IGNORED_PROVIDER.because)} |`,
    '',
    '## Known differences',
    ...Object.entries(differences).flatMap(([subject, sentences]) => ['', `### ${subject}`, '', ...sentences.map((sentence) => `- ${sentence}`)]),
    '',
  ].join('\n');
}

function servedRow(type: string, entry: Extract<Standing, { standing: 'served' }>): string {
  const reasons = Map.groupBy(Object.entries(entry.ignored ?? {}), ([, reason]) => reason);
  const ignored = [...reasons].map(([reason, paths]) => `${paths.map(([path]) => code(path)).join(', ')}: ${reason}`);
  return `| ${code(type)} | ${cell(entry.by)} | ${entry.honoured.map(code).join(', ')} | ${ignored.length === 0 ? '' : cell(ignored.join('; '))} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
