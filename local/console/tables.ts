import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

export function table(heads: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`<table>
    <thead>
      <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
    </thead>
    <tbody>${rows}</tbody>
  </table>`;
}

const FAILED = ['FAILED', 'TIMED_OUT', 'ABORTED', 'ALARM'];

export function statusCell(status: string): Html {
  return FAILED.includes(status) ? html`<td class="bad">${status}</td>` : html`<td>${status}</td>`;
}
