import { columnOf, unitsThatMaySubmit } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import type { Fault } from '../refusal.ts';
import type { Content } from './content.ts';
import type { Release } from './release.ts';

export interface Submitting {
  readonly organisation: Organisation;
  /** The units that the writer submits for; one of them where the item has its department already. */
  readonly units: readonly string[];
  /** Epoch milliseconds of the request. */
  readonly at: number;
  /** Where a published item is corrected: what cannot change any more. */
  readonly live?: Release['live'];
}

/**
 * What the fields must say together, every fault at once. Fields that were not whole are left out by the caller, who
 * names what is wrong with them beside this: nobody mends one fault to be told of the next.
 */
export function contentFaults(content: Partial<Content>, submitting: Submitting): Fault[] {
  const { urgency, urgencyReason, disclosure, source, signature, trigger, column } = content;
  const faults: Fault[] = column === undefined ? [] : columnFaults(column, submitting);
  const require = (present: boolean, pointer: string, code: string): void => {
    if (!present) faults.push({ pointer, code });
  };
  require(urgency !== 'urgent' || isFilled(urgencyReason), '/urgencyReason', 'urgency-reason-required');
  require(disclosure === undefined || disclosure.attribute === 'proactive' || isFilled(disclosure.ground), '/disclosure/ground', 'ground-required');
  require(source !== 'docflow' || signature !== undefined, '/signature', 'signature-required');
  require(trigger === undefined || Date.parse(trigger.at) <= submitting.at, '/trigger/at', 'trigger-in-future');
  return faults;
}

function columnFaults(column: string, { organisation, units, live }: Submitting): Fault[] {
  const known = columnOf(organisation, column);
  const at = (code: string): Fault[] => [{ pointer: '/column', code, values: { column } }];
  if (known === undefined) return at('unknown-column');
  // Its number in the column is part of the lists that people have bookmarked. Who may correct it has been asked by then.
  if (live !== undefined) return live.fields.column === column ? [] : at('column-fixed');
  const mayUse = unitsThatMaySubmit(organisation, known);
  return units.some((unit) => mayUse.includes(unit)) ? [] : at('not-your-column');
}

/** official documents pass fewer stages, on the strength of their signature; so only the Office brings them in. */
export function mayBringIn(organisation: Organisation, source: Content['source'] | undefined, unit: string): boolean {
  return source !== 'docflow' || unit === organisation.office;
}

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}
