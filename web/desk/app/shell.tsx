import { useState } from 'preact/hooks';
import { useSay } from '../text/text.ts';
import { ConnectionNote } from './connection-note.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { LiveRegion } from './live-region.tsx';
import { Masthead } from './masthead.tsx';
import { Outlet } from './outlet.tsx';
import { Rail } from './rail.tsx';
import { goTo } from './router.tsx';
import { isFor, routes } from './routes.ts';
import { useShortcuts } from './shortcuts.ts';
import { SignInDialog } from './sign-in-dialog.tsx';
import { SurroundingsContext, type Surroundings } from './surroundings.tsx';

/** What stands around every screen. */
export function Shell({ surroundings }: { readonly surroundings: Surroundings }) {
  const say = useSay();
  const [helping, setHelping] = useState(false);
  const ways = routes.flatMap((route) => (route.rail === undefined || !isFor(route, surroundings) ? [] : [{ ...route.rail, path: route.path }]));
  useShortcuts([
    { keys: '/', does: say('desk.search.show'), run: () => goTo('/search') },
    { keys: '?', does: say('desk.help.show'), run: () => setHelping(true) },
    ...ways.map(({ key, label, path }) => ({ keys: `g ${key}`, does: say('desk.help.go', { screen: say(label) }), run: () => goTo(path) })),
  ]);
  return (
    <SurroundingsContext.Provider value={surroundings}>
      <a class="skip" href="#content" onClick={skipToContent}>
        {say('desk.skip')}
      </a>
      <Masthead onHelp={() => setHelping(true)} />
      <div class="below">
        <Rail />
        <main id="content" tabIndex={-1}>
          <ConnectionNote />
          <Outlet />
        </main>
      </div>
      <LiveRegion />
      {helping && <HelpSheet onClose={() => setHelping(false)} />}
      <SignInDialog />
    </SurroundingsContext.Provider>
  );
}

/** The address stays without a fragment: it belongs to the router. */
function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
