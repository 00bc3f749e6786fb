import { html, raw } from 'hono/html';
import { formatBeijing } from './instants.ts';
import { alarmTable, noticeTable } from './alarm-tables.ts';
import { webhookTable } from './webhook-table.ts';
import { statusCell, table, type Html } from './tables.ts';
import type { ConsoleSources, DeadLetter, ExecutionRow, Mail } from './sources.ts';
import { STYLE } from './style.ts';

const SHOWN = 50;
const STEPS = [
  ['PT15M', '15 minutes'],
  ['PT1H', '1 hour'],
  ['P1D', '1 day'],
  ['P7D', '1 week'],
] as const;

/** The page over everything that runs on the laptop. */
export async function renderPage(sources: ConsoleSources, now: number): Promise<string> {
  const [executions, mails, webhooks, alarms, notices, letters] = await Promise.all([
    sources.executions.list(SHOWN),
    sources.outbox(),
    sources.webhooks(),
    sources.alarms(),
    sources.notices(),
    sources.deadLetters(),
  ]);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Fabu on this laptop</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <header>
          <h1>Fabu on this laptop</h1>
          <nav aria-label="Surfaces">${sources.links.map(({ label, href }) => html`<a href="${href}">${label}</a>`)}</nav>
        </header>
        <main>
          ${unkindness(sources.faults.view().inForce)}
          ${clockSection(now)}
          ${section('Executions', executionTable(executions), html`<a href="/_local/executions">as JSON</a>`)}
          ${section('Mail', mailTable(mails), html`<a href="/_local/outbox">as JSON</a>`)}
          ${section('Webhook', webhookTable(webhooks.slice(-SHOWN)), html`<a href="/_local/webhooks">as JSON</a>`)}
          ${section('Alarms', alarmTable(alarms), html`<a href="/_local/alarms">as JSON</a>`)}
          ${section('Told by alarms', noticeTable(notices.slice(-SHOWN)))}
          ${section('Dead letters', letterTable(letters), html`<a href="/_local/dead-letters">as JSON</a>`)}
          ${section('Log', html`<pre tabindex="0" aria-label="Last lines of the log">${sources.logs().slice(-200).join('\n')}</pre>`)}
        </main>
      </body>
    </html>`;
  return String(await page);
}

/** Whoever looks at a laptop that misbehaves on purpose has to know it at once. */
function unkindness(inForce: readonly string[]): Html | string {
  if (inForce.length === 0) return '';
  return html`<section role="alert" class="unkind">
    <p class="bad">Faults are on: ${inForce.join('; ')}.</p>
    <p class="quiet">This laptop fails on purpose. <code>curl -X PUT -d '{}' …/_local/faults</code> ends it.</p>
  </section>`;
}

function clockSection(now: number): Html {
  const local = formatBeijing(now);
  return html`<section aria-labelledby="clock">
    <h2 id="clock">Clock</h2>
    <p class="now"><time datetime="${local}">${local.slice(0, 10)} ${local.slice(11, 19)}</time> Beijing</p>
    <div class="row">
    ${STEPS.map(
      ([duration, label]) =>
        html`<form method="post" action="/_local/clock"><input type="hidden" name="advance" value="${duration}" /><button>+ ${label}</button></form>`,
    )}
    <form method="post" action="/_local/clock">
      <label>Move to (Beijing)<input type="datetime-local" name="to" required min="${local.slice(0, 16)}" /></label>
      <button class="main">Move the clock</button>
    </form>
    </div>
    <p class="quiet">Everything due on the way rings in order. The clock never goes back.</p>
  </section>`;
}

function section(title: string, content: Html, link: Html | string = ''): Html {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`<section aria-labelledby="${id}">
    <div class="head"><h2 id="${id}">${title}</h2>${link}</div>
    ${content}
  </section>`;
}

function executionTable(executions: readonly ExecutionRow[]): Html {
  const rows = executions.map(
    (one) => html`<tr>
      <td><a href="/_local/executions/${encodeURIComponent(one.name)}/history">${one.name}</a></td>
      <td>${one.stateMachine}</td>
      ${statusCell(one.status)}
      <td class="time">${one.startedAt}</td>
      <td class="time">${one.stoppedAt ?? ''}</td>
    </tr>`,
  );
  return table(['Execution', 'State machine', 'Status', 'Started', 'Stopped'], rows, 'No execution yet. Submitting an item starts one.');
}

function mailTable(mails: readonly Mail[]): Html {
  const newest = [...mails].reverse().slice(0, SHOWN);
  const rows = newest.map(
    (one) => html`<tr>
      <td class="time">${one.at}</td>
      <td>${one.to.join(', ')}</td>
      <td>${one.subject}</td>
      <td class="text">${one.text}</td>
    </tr>`,
  );
  return table(['At', 'To', 'Subject', 'Text'], rows, 'No mail yet. Nothing leaves this laptop; it would appear here.');
}

function letterTable(letters: readonly DeadLetter[]): Html {
  const rows = letters.map((one) => html`<tr><td class="time">${one.at}</td><td>${one.from}</td><td class="text">${one.error}</td></tr>`);
  const events = table(['At', 'From', 'Error'], rows, 'None. Events that could not be delivered would appear here.');
  const ends = html`<p class="quiet"><code>curl -X DELETE …/_local/dead-letters</code> takes them away.</p>`;
  return html`${events}${letters.length === 0 ? '' : ends}<p class="quiet">Effects that the relay gave up: <code>npm run dead-letters</code>.</p>`;
}
