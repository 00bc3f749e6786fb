/** How long a page may take, in milliseconds: nobody waits longer for one. */
const PATIENCE_MILLISECONDS = 8_000;

/** What an anonymous reader gets: the page, or why it is none. */
export type Reading = { readonly ok: true; readonly html: string } | { readonly ok: false; readonly because: string };

/** Reads one address as anybody may: no sign-in, no redirect followed, and nothing but a page with this in it will do. */
export async function askAsReader(address: string, expected: string): Promise<Reading> {
  try {
    const answer = await fetch(address, { redirect: 'manual', headers: { 'user-agent': 'fabu-canary' }, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    const html = await answer.text();
    if (answer.status !== 200) return { ok: false, because: `status-${answer.status}` };
    if (answer.headers.get('content-type')?.startsWith('text/html') !== true) return { ok: false, because: 'no-html' };
    return html.includes(expected) ? { ok: true, html } : { ok: false, because: 'another-page' };
  } catch (error) {
    return { ok: false, because: error instanceof Error ? error.name : 'unknown' };
  }
}
