import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleAddress, parseArticleAddress } from '../../../domain/identifiers/article-address.ts';
import { formatIndexNumber, parseIndexNumber } from '../../../domain/identifiers/index-number.ts';
import { isOrganisationCode, organisationCheckCharacter } from '../../../domain/identifiers/organisation-code.ts';

const body = fc.stringMatching(/^[0-9A-Z]{8}$/);
const year = fc.integer({ min: 1000, max: 9999 });
const serial = fc.integer({ min: 1, max: 99_999 });

describe('§4: organisation codes (GB 11714)', () => {
  it('has the right check character for codes that are in use', () => {
    expect(isOrganisationCode('002482082')).toBe(true);
    expect(isOrganisationCode('002482525')).toBe(true);
  });

  it('writes X for ten and 0 for eleven', () => {
    expect(organisationCheckCharacter('00000000')).toBe('0');
    expect(organisationCheckCharacter('00000006')).toBe('X');
  });

  it('refuses any one digit changed and any two neighbours of digits exchanged', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8}$/), fc.nat(7), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
        const check = organisationCheckCharacter(digits) ?? '';
        const other = String((Number(digits.charAt(place)) + step) % 10);
        expect(isOrganisationCode(digits + check)).toBe(true);
        expect(isOrganisationCode(digits.slice(0, place) + other + digits.slice(place + 1) + check)).toBe(false);
        const swapped = digits.slice(0, place) + digits.charAt(place + 1) + digits.charAt(place) + digits.slice(place + 2);
        if (place < 7 && swapped !== digits) expect(isOrganisationCode(swapped + check)).toBe(false);
      }),
    );
  });

  it('refuses other characters and lengths', () => {
    for (const code of ['', '00248208', '0024820822', '00248208a', '00248208-2', '００２４８２０８２']) expect(isOrganisationCode(code)).toBe(false);
  });
});

describe('§4: index numbers (索引号)', () => {
  it('has 20 characters', () => {
    const text = formatIndexNumber({ organ: '002482082', year: 2025, serial: 22 });
    expect(text).toBe('002482082/2025-00022');
    expect(text).toHaveLength(20);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(body, year, serial, (eight, inYear, number) => {
        const value = { organ: eight + (organisationCheckCharacter(eight) ?? ''), year: inYear, serial: number };
        expect(parseIndexNumber(formatIndexNumber(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('refuses a wrong check character by name, and everything else that is no index number', () => {
    expect(parseIndexNumber('002482083/2025-00022')).toEqual({ ok: false, error: 'wrong-check-character' });
    for (const text of ['002482082/2025-00000', '002482082/2025-0022', '002482082-2025-00022', '002482082/0025-00022', ' 002482082/2025-00022', '']) {
      expect(parseIndexNumber(text)).toEqual({ ok: false, error: 'not-an-index-number' });
    }
  });

  it('does not write what would not fit', () => {
    for (const number of [0, 100_000, 1.5, Number.NaN]) {
      expect(() => formatIndexNumber({ organ: '002482082', year: 2025, serial: number })).toThrow(RangeError);
    }
    expect(() => formatIndexNumber({ organ: '002482083', year: 2025, serial: 1 })).toThrow(RangeError);
    expect(() => formatIndexNumber({ organ: '002482082', year: 25, serial: 1 })).toThrow(RangeError);
  });
});

describe('public addresses', () => {
  it('A-08: carries site, year and serial, and no column', () => {
    expect(articleAddress('zhejiang', 2025, 22)).toBe('/zhejiang/art/2025/00022.html');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.constantFrom('zhejiang', 'shangqiu', 'hangzhou'), year, serial, (site, inYear, number) => {
        expect(parseArticleAddress(articleAddress(site, inYear, number))).toEqual({ site, year: inYear, serial: number });
      }),
    );
  });

  it.each(['/zhejiang/art/2025/22.html', '/zhejiang/art/2025/00000.html', '/zhejiang/art/2025/00022', '/art/2025/00022.html', '/../art/2025/00022.html', '/zhejiang/art/2025/00022.html/'])(
    'is not %s',
    (path) => {
      expect(parseArticleAddress(path)).toBeUndefined();
    },
  );
});
