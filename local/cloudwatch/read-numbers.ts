import { UnsupportedInTemplate, type Properties } from '../wire/known-properties.ts';
import { MINUTE_MS } from './metric.ts';

/** Milliseconds; AWS serves whole minutes, and shorter periods at a higher price. */
export function periodIn(where: string, properties: Properties): number {
  const milliseconds = countIn(where, properties, 'Period') * 1000;
  if (milliseconds % MINUTE_MS !== 0) throw new UnsupportedInTemplate(where, `Period ${milliseconds / 1000} is no whole number of minutes.`);
  return milliseconds;
}

export function countIn(where: string, properties: Properties, name: string): number {
  const count = numberIn(where, properties, name);
  if (!Number.isInteger(count) || count < 1) throw new UnsupportedInTemplate(where, `${name} ${count} is no whole number above 0.`);
  return count;
}

/** CloudFormation takes numbers as text too. */
export function numberIn(where: string, properties: Properties, name: string): number {
  const value = properties[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new UnsupportedInTemplate(where, `${name} ${JSON.stringify(value)} is no number.`);
  return number;
}
