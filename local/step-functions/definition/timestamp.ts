const OFFSET_DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?(Z|[+-](?:0\d|1[0-8]):[0-5]\d)$/;

/**
 * The instant of an ISO-8601 extended offset date-time in epoch milliseconds, cut to the whole second as AWS cuts it;
 * undefined for any other text (another form, no offset, a month 13, a 30th of February).
 */
export function parseTimestamp(text: string): number | undefined {
  const [, date = '', minute = '', second = ':00', offset = ''] = OFFSET_DATE_TIME.exec(text) ?? [];
  const wallClock = `${date}T${minute}${second}`;
  const asUtc = new Date(`${wallClock}Z`);
  // Date rolls a 30th of February over and takes 24:00; the text it gives back then is another one.
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 19) !== wallClock) return undefined;
  return Date.parse(`${wallClock}${offset}`);
}
