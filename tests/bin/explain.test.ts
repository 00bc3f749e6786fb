import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '..', '..', 'bin', 'explain.ts');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('npm run -s explain', () => {
  it('prints one JSON object and nothing else', () => {
    const { status, stdout, stderr } = run('A-23b', '2024-09-30T09:00');
    expect([status, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['rule', 'from', 'dueOn', 'dueAt', 'provisional', 'days']);
    expect(answer).toMatchObject({ rule: 'A-23b', from: '2024-09-30T09:00', dueOn: '2024-10-08', dueAt: '2024-10-08T17:30:00+08:00', provisional: false });
    expect((answer['days'] as unknown[])[1]).toEqual({ date: '2024-10-01', counts: false, why: 'holiday' });
  });

  it('takes a site and a pause', () => {
    const { stdout } = run('REG-33', '2025-03-03', '--site', 'hangzhou', '--pause', '2025-03-05..2025-03-12');
    expect(JSON.parse(stdout)).toMatchObject({ dueOn: '2025-04-08' });
  });

  it.each([
    ['a clause with several limits', ['A-23', '2025-03-03'], 'A-23a A-23b'],
    ['an id that is none', ['Z-99', '2025-03-03'], 'B-11-ten-day'],
    ['no beginning', ['A-23b'], 'Usage'],
    ['a wrong beginning', ['A-23b', 'soon'], '2025-Q3'],
    ['a wrong pause', ['REG-33', '2025-03-03', '--pause', '2025-03-05'], '2025-09-10..2025-09-19'],
    ['a site that is none', ['A-23b', '2025-03-03', '--site', 'beijing'], 'zhejiang, shangqiu, hangzhou'],
    ['an option that is none', ['A-23b', '2025-03-03', '--pauses', 'x'], 'Usage'],
  ])('refuses %s on stderr, with what would be understood', (_case, args, words) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });

  it('lists the rules as JSON and helps', () => {
    const rows = JSON.parse(run('--list', '--site', 'shangqiu').stdout) as { rule: string; state: string; because?: string }[];
    expect(rows.find(({ rule }) => rule === 'C-06')).toMatchObject({ state: 'alive' });
    expect(rows.find(({ rule }) => rule === 'C-04')).toMatchObject({ state: 'dormant', because: expect.stringContaining('opens when') as string });
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage') as string });
  });
});
