import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Clock, TimerSource } from '../clock/clock.ts';
import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Declared, type Properties } from '../wire/known-properties.ts';
import { nextCron, parseExpression, type Expression } from './cron.ts';
import type { Deliveries, RetryPolicy } from './deliveries.ts';

export interface ScheduleOptions {
  /** AWS::Scheduler::Schedule */
  readonly schedules: readonly Declared[];
  readonly clock: Clock;
  readonly deliveries: Deliveries;
  /** Keeps when each schedule fired last, so that a restart neither fires twice nor forgets what fell due meanwhile. */
  readonly file: string;
  /** Told when a schedule fires, before it calls: for which instants it does. */
  readonly onFiring?: (functionArn: string, instants: readonly Instants[]) => void;
}

/** A single instant, or every `everyMs` from `first` to `last`. */
interface Instants {
  readonly first: number;
  readonly last: number;
  readonly everyMs: number;
}

interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly RetryPolicy?: RetryPolicy;
  readonly DeadLetterConfig?: { readonly Arn: string };
}

const HOUR_MS = 3_600_000;

/** Registers each enabled schedule as a timer of the clock. */
export function createSchedules(options: ScheduleOptions): void {
  const fired = new FiredInstants(options.file);
  for (const declared of options.schedules) {
    const schedule = readSchedule(declared);
    if (schedule) options.clock.register(new Schedule(declared.logicalId, schedule, fired, options));
  }
}

interface ScheduleDefinition {
  readonly expression: Expression;
  readonly timeZone: string;
  readonly target: Target;
}

function readSchedule({ logicalId, properties }: Declared): ScheduleDefinition | undefined {
  refuseUnknown(logicalId, properties, [
    ...['Name', 'Description', 'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'FlexibleTimeWindow', 'State', 'Target'],
  ]);
  refuseUnless(logicalId, 'FlexibleTimeWindow.Mode', (properties['FlexibleTimeWindow'] as Properties)['Mode'], ['OFF']);
  refuseUnless(logicalId, 'State', properties['State'] ?? 'ENABLED', ['ENABLED', 'DISABLED']);
  refuseUnknown(`${logicalId}.Target`, properties['Target'] as Properties, ['Arn', 'RoleArn', 'Input', 'RetryPolicy', 'DeadLetterConfig']);
  const target = properties['Target'] as Target;
  if (!/:lambda:[^:]*:\d*:function:/.test(target.Arn)) throw new UnsupportedInTemplate(logicalId, `target ${target.Arn} is no function.`);
  if (properties['State'] === 'DISABLED') return undefined;
  const timeZone = (properties['ScheduleExpressionTimezone'] as string | undefined) ?? 'UTC';
  try {
    return { expression: parseExpression(String(properties['ScheduleExpression'])), timeZone, target };
  } catch (error) {
    throw new UnsupportedInTemplate(logicalId, (error as Error).message);
  }
}

class Schedule implements TimerSource {
  readonly name: string;
  readonly frequent: boolean;
  readonly #definition: ScheduleDefinition;
  readonly #fired: FiredInstants;
  readonly #options: ScheduleOptions;
  #due: number | undefined;

  constructor(name: string, definition: ScheduleDefinition, fired: FiredInstants, options: ScheduleOptions) {
    this.name = name;
    this.#definition = definition;
    this.#fired = fired;
    this.#options = options;
    const { expression } = definition;
    this.frequent = expression.kind === 'rate' && expression.everyMs < HOUR_MS;
    // The first start counts as a firing: what repeats every minute rings a minute later.
    if (fired.last(name) === undefined) fired.set(name, options.clock.now());
    this.#due = this.#after(fired.last(name) ?? options.clock.now());
  }

  nextDue(): number | undefined {
    return this.#due;
  }

  /** Fires once for the latest instant that is due: a laptop that slept for a night does not make up for each minute. */
  ring(now: number): void {
    if (this.#due === undefined) return;
    const instants = this.#instantsUpTo(now, this.#due);
    const scheduled = instants.at(-1)?.last ?? this.#due;
    // Before the invocation: after a crash between the two the firing is missed, which the next one makes up for.
    this.#fired.set(this.name, scheduled);
    this.#due = this.#after(scheduled);
    this.#options.clock.rearm();
    const { Arn: functionArn, RoleArn: roleArn, Input, RetryPolicy: retry = {}, DeadLetterConfig } = this.#definition.target;
    const payload = withContext(Input, { 'scheduled-time': isoSeconds(scheduled), 'schedule-name': this.name });
    const principal = { kind: 'role', roleArn } as const;
    this.#options.onFiring?.(functionArn, instants);
    this.#options.deliveries.send({ from: this.name, functionArn, payload, principal, retry, deadLetterArn: DeadLetterConfig?.Arn });
  }

  #after(instant: number): number | undefined {
    const { expression, timeZone } = this.#definition;
    return expression.kind === 'rate' ? instant + expression.everyMs : nextCron(expression.fields, timeZone, instant);
  }

  #instantsUpTo(now: number, due: number): Instants[] {
    const { expression } = this.#definition;
    if (expression.kind === 'rate') return [{ first: due, last: due + Math.floor((now - due) / expression.everyMs) * expression.everyMs, everyMs: expression.everyMs }];
    const instants: Instants[] = [];
    for (let next: number | undefined = due; next !== undefined && next <= now; next = this.#after(next)) instants.push({ first: next, last: next, everyMs: 0 });
    return instants;
  }
}

/** Scheduler writes its context attributes into the input as text, wherever they stand. */
function withContext(input: string | undefined, attributes: Readonly<Record<string, string>>): string {
  if (input === undefined) return '{}';
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole);
}

function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** A small file written anew at each firing; the rename makes a cut-off write harmless. */
class FiredInstants {
  readonly #file: string;
  readonly #instants: Record<string, number>;

  constructor(file: string) {
    this.#file = file;
    this.#instants = existsSync(file) ? readInstants(file) : {};
  }

  last(name: string): number | undefined {
    return this.#instants[name];
  }

  set(name: string, instant: number): void {
    this.#instants[name] = instant;
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#instants));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function readInstants(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch (error) {
    throw new Error(`${file} is damaged; start with --fresh, or remove it to let the schedules begin anew.`, { cause: error });
  }
}
