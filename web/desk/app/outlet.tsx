import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Note } from '../components/note.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { Button } from '../components/button.tsx';
import { useSay } from '../text/text.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Link, usePlace } from './router.tsx';
import { isFor, routeOf, type Route, type ScreenProps } from './routes.ts';
import { Screen } from './screen.tsx';
import { useSurroundings } from './surroundings.tsx';

type Loaded = { readonly route: Route; readonly Screen: ComponentType<ScreenProps> | 'failed' } | undefined;

/** The screen of the address. */
export function Outlet() {
  const { path, moves } = usePlace();
  const surroundings = useSurroundings();
  const say = useSay();
  const found = routeOf(path);
  if (found === undefined) return <Dead title={say('desk.missing.title')} detail={say('desk.missing.detail')} />;
  if (!isFor(found.route, surroundings)) return <Dead title={say('desk.not-yours.title')} detail={say('desk.not-yours.detail')} />;
  return (
    <ErrorBoundary key={moves}>
      <Loading route={found.route} params={found.params} />
    </ErrorBoundary>
  );
}

function Loading({ route, params }: ScreenProps & { readonly route: Route }) {
  const say = useSay();
  const [loaded, setLoaded] = useState<Loaded>(undefined);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    const take = (screen: NonNullable<Loaded>['Screen']): void => {
      if (wanted) setLoaded({ route, Screen: screen });
    };
    route.load().then(
      (module) => take(module.default),
      () => take('failed'),
    );
    return () => void (wanted = false);
  }, [route, round]);

  if (loaded?.route !== route) return <Screen title={say(route.title)}><Skeleton /></Screen>;
  if (loaded.Screen !== 'failed') return <loaded.Screen params={params} />;
  return (
    <Screen title={say(route.title)}>
      <Note tone="bad" title={say('desk.problem.unreachable.title')} detail={say('desk.problem.unreachable.detail')}>
        <Button onPress={() => setRound(round + 1)}>{say('desk.retry')}</Button>
      </Note>
    </Screen>
  );
}

function Dead({ title, detail }: { readonly title: string; readonly detail: string }) {
  const say = useSay();
  return (
    <Screen title={title}>
      <p>{detail}</p>
      <p>
        <Link to="/">{say('desk.missing.back')}</Link>
      </p>
    </Screen>
  );
}
