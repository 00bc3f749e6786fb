import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Json = Record<string, unknown>;

export interface RecordedEvent {
  readonly type: string;
  /** null where the recorder sorted the events. */
  readonly id: number | null;
  readonly prev: number | null;
  /** Absent for types of events that have none. */
  readonly details?: Json | null;
}

export interface RecordedTask {
  readonly state: string;
  readonly resource: string;
  readonly returns?: unknown;
  readonly function?: string;
  readonly delaySeconds?: number;
  readonly error?: Json;
  readonly observed?: readonly Json[];
}

export interface RecordedCall {
  readonly op?: string;
  readonly request?: Json;
  readonly response?: Json;
  readonly error?: { readonly clientSide?: boolean; readonly code?: string; readonly message?: string; readonly httpStatus?: number } | string | null;
  readonly cause?: string | null;
  readonly output?: string;
  readonly times?: number;
  readonly wait?: string;
}

/** One case of the recordings; its README describes every member. */
export interface Recording {
  readonly id: string;
  readonly kind: string;
  readonly definition: Json | null;
  readonly definitions?: Readonly<Record<string, Json>>;
  readonly input: unknown;
  readonly inputGiven?: boolean;
  readonly tasks: readonly RecordedTask[];
  readonly calls: readonly RecordedCall[];
  readonly expected: {
    readonly status?: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly cause?: string;
    readonly causeJson?: Json;
    readonly describe?: Json;
    readonly events?: readonly RecordedEvent[];
  };
}

export function readRecordings(folder: string): Recording[] {
  return JSON.parse(readFileSync(join(folder, 'recordings.json'), 'utf8')) as Recording[];
}
