import { useSay } from '../text/text.ts';
import { Link, usePlace } from './router.tsx';
import { isFor, routes } from './routes.ts';
import { useSurroundings } from './surroundings.tsx';

/** The screens that one's roles give, at the left; at the top on a phone. */
export function Rail() {
  const say = useSay();
  const { path } = usePlace();
  const surroundings = useSurroundings();
  return (
    <nav class="rail" aria-label={say('desk.navigation')}>
      <ul>
        {routes.map((route) =>
          route.rail === undefined || !isFor(route, surroundings) ? null : (
            <li key={route.path}>
              <Link to={route.path} current={path === route.path}>
                {say(route.rail.label)}
              </Link>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
