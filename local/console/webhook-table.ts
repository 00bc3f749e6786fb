import { html } from 'hono/html';
import type { WebhookRow } from './sources.ts';
import { table, type Html } from './tables.ts';

/** Newest first. */
export function webhookTable(deliveries: readonly WebhookRow[]): Html {
  const rows = [...deliveries].reverse().map(
    (one) => html`<tr>
      <td class="time">${one.at}</td>
      ${one.verified ? html`<td>held</td>` : html`<td class="bad">did not hold</td>`}
      <td class="text">${one.body}</td>
    </tr>`,
  );
  return table(['At', 'Signature', 'Message'], rows, 'No message yet. Urgent matters would appear here.');
}
