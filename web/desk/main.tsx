import { render } from 'preact';
import { readMe, readSite } from './api/calls.ts';
import { Refused } from './api/problem.ts';
import { Doorstep, type Outside } from './app/doorstep.tsx';
import { startAtAddress } from './app/router.tsx';
import { Shell } from './app/shell.tsx';
import { begin } from './sign-in/begin.ts';
import { preferredLanguage, speak } from './text/text.ts';

/** Signs in, reads who it is and what the site is made of, and draws the desk, or says why it cannot. */
async function start(place: HTMLElement): Promise<void> {
  const [beginning] = await Promise.all([begin(), speak(preferredLanguage())]);
  if (beginning === 'leaving') return;
  if (beginning === 'handed-over') window.close();
  if (beginning !== 'in') return stayOutside(place, beginning);
  startAtAddress();
  try {
    const [me, site] = await Promise.all([readMe(), readSite()]);
    render(<Shell surroundings={{ me, site }} />, place);
  } catch (error) {
    stayOutside(place, error instanceof Refused && error.status === 403 ? 'no-role' : 'unreachable');
  }
}

function stayOutside(place: HTMLElement, why: Outside): void {
  render(<Doorstep why={why} />, place);
}

const place = document.getElementById('desk');
if (place !== null) void start(place);
