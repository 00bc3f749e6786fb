import { html } from 'hono/html';
import type { AlarmRow, NoticeRow } from './sources.ts';
import { statusCell, table, type Html } from './tables.ts';

export function alarmTable(alarms: readonly AlarmRow[]): Html {
  const rows = alarms.map(
    (one) => html`<tr>
      <td>${one.name}</td>
      ${statusCell(one.state)}
      <td class="time">${one.since}</td>
      <td class="text">${one.description}${one.runbook === undefined ? '' : runbook(one.runbook)}<p class="quiet">${one.reason}</p></td>
    </tr>`,
  );
  return table(['Alarm', 'State', 'Since', 'What it means'], rows, 'The template declares no alarms.');
}

function runbook(place: string): Html {
  return place.startsWith('http') ? html`<p><a href="${place}">Runbook</a></p>` : html`<p>Runbook: <code>${place}</code></p>`;
}

export function noticeTable(notices: readonly NoticeRow[]): Html {
  const rows = [...notices].reverse().map(
    (one) => html`<tr>
      <td class="time">${one.at}</td>
      <td>${one.to === '' ? 'nobody: the topic has no subscriber' : one.to}</td>
      <td>${one.subject}</td>
      <td class="text">${one.text}</td>
    </tr>`,
  );
  return table(['At', 'To', 'Subject', 'Text'], rows, 'No alarm has told anybody. What its topic would mail appears here.');
}
