import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an operator's program beside the laptop of this process, which has to answer meanwhile. */
export function operate(program: string, args: readonly string[]): Promise<Answer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'bin', `${program}.ts`), ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}
