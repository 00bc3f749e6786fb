import { beijingDate } from '../../../domain/calendar/beijing.ts';
import { articleAddress } from '../../../domain/identifiers/article-address.ts';
import { formatIndexNumber, formatSerial } from '../../../domain/identifiers/index-number.ts';
import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Release } from '../../../domain/release/release.ts';
import { textFor } from '../../../web/text/index.ts';
import { headOf, type Head, type Numbers } from '../record/head.ts';
import { addressKey, columnKey, HEAD, serialKey } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

/** The day on which an item was generated (生成日期): when it was issued, else when it was entered. */
export function generatedOn(release: Release): string {
  return release.issuedOn ?? beijingDate(Date.parse(release.createdAt));
}

/**
 * The item's numbers: its serial of organ and year, and its place in the column. Each is claimed once for the item; a
 * retry finds the claim and uses it again, and a claim that was cut off leaves a gap. The address leads back to the item.
 */
export async function claimNumbers(table: Table, head: Head): Promise<Head & { readonly numbers: Numbers }> {
  const claimed = head.numbers === undefined ? await claim(table, head) : { ...head, numbers: head.numbers };
  const { release, numbers } = claimed;
  await table.update({
    pk: addressKey(release.site, addressOf(release, numbers)),
    sk: HEAD,
    expression: 'SET releaseId = :release',
    values: { ':release': release.id },
    quiet: true,
  });
  return claimed;
}

export function addressOf(release: Release, numbers: Numbers): string {
  return articleAddress(release.site, Number(numbers.year), numbers.serial);
}

/** 索引号; its organ stays 未配置 where the organisation's code is not known. */
export function indexNumberOf(release: Release, { year, serial }: Numbers): string {
  const organ = organisationOf(release.site).organisationCode.value;
  if (organ === null) return `${textFor('zh-CN')['portal.not-configured']}/${year}-${formatSerial(serial)}`;
  return formatIndexNumber({ organ, year: Number(year), serial });
}

async function claim(table: Table, head: Head): Promise<Head & { readonly numbers: Numbers }> {
  const { release } = head;
  const year = generatedOn(release).slice(0, 4);
  const [serial, columnNumber] = await Promise.all([
    count(table, serialKey(release.site, year), 'highest'),
    count(table, columnKey(release.site, release.column), 'highest'),
  ]);
  const written = await table.update({
    pk: head.pk,
    sk: HEAD,
    expression: 'SET numbers = :numbers',
    condition: 'attribute_not_exists(numbers)',
    values: { ':numbers': { year, serial, columnNumber } },
  });
  const after = written ?? (await table.get(head.pk, HEAD)) ?? {};
  return headOf(after) as Head & { readonly numbers: Numbers };
}

async function count(table: Table, pk: string, counter: string): Promise<number> {
  const counted = await table.update({ pk, sk: HEAD, expression: 'ADD #counter :one', names: { '#counter': counter }, values: { ':one': 1 } });
  return Number(counted?.[counter]);
}

/** Serials that are left out after a restore: more than a department can have put online since the point in time. */
const LEAP = 1000;
/** Years before this one of which items may still come to be numbered. */
const YEARS_BACK = 30;

/**
 * Leaves a gap in the serials of a site, so that no number comes twice that was given out after the point in time to which
 * the record has gone back. Of this year and the next even where the record knows of none.
 */
export async function leapSerials(table: Table, site: string, year: number): Promise<void> {
  const leap = (each: number, condition: { readonly condition?: string }): Promise<unknown> =>
    table.update({ pk: serialKey(site, String(each)), sk: HEAD, expression: 'ADD #counter :leap', names: { '#counter': 'highest' }, values: { ':leap': LEAP }, quiet: true, ...condition });
  await Promise.all([year, year + 1].map((each) => leap(each, {})));
  const earlier = Array.from({ length: YEARS_BACK }, (_, back) => year - 1 - back);
  await Promise.all(earlier.map((each) => leap(each, { condition: 'attribute_exists(pk)' })));
}
