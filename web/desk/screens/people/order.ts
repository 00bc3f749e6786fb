import type { Person } from '../../api/types.ts';

/** The unit that somebody is listed under: where they hold their own first role, or else where they stand in. Undefined for who has no role any more. */
export function unitOf({ roles }: Person): string | undefined {
  return (roles.find(({ coversFor }) => coversFor === undefined) ?? roles[0])?.unit;
}

/** By the order of the units, then by name; after them each unit that is no more, and last who has no role any more. */
export function byUnit(people: readonly Person[], units: readonly string[]): readonly Person[] {
  const gone = [...new Set(people.map(unitOf))].filter((unit) => unit !== undefined && !units.includes(unit)).sort();
  const places = new Map([...units, ...gone, undefined].map((unit, at) => [unit, at]));
  const place = (person: Person): number => places.get(unitOf(person)) ?? 0;
  return [...people].sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name, 'zh-CN'));
}

/** Whether a person is looked for: by a part of the name, and by a unit and a role that they hold. */
export function isWanted({ name, roles }: Person, unit: string, role: string, typed: string): boolean {
  const words = typed.trim().toLowerCase();
  return (words === '' || name.toLowerCase().includes(words)) && (unit === '' || roles.some((held) => held.unit === unit)) && (role === '' || roles.some((held) => held.role === role));
}
