const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The check character of an organisation code (GB 11714) for its first eight characters, or undefined when they are
 * not digits or capital letters: C = 11 − Σ mod 11, written X for 10 and 0 for 11.
 */
export function organisationCheckCharacter(body: string): string | undefined {
  if (!/^[0-9A-Z]{8}$/.test(body)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * parseInt(body.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : String(check % 11);
}

/** Whether the nine characters are an organisation code with the right check character. */
export function isOrganisationCode(code: string): boolean {
  return code.length === 9 && organisationCheckCharacter(code.slice(0, 8)) === code.charAt(8);
}
