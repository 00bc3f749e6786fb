import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Me, Role, Site } from '../api/types.ts';
import { nameIn, useLanguage } from '../text/text.ts';

/** Who is signed in, and what their site is made of. */
export interface Surroundings {
  readonly me: Me;
  readonly site: Site;
}

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === undefined) throw new Error('Screens are drawn within the shell.');
  return surroundings;
}

/** The site's own names in the language that is on; an id that it does not know stays as it is. */
export function useNames(): { readonly unit: (id: string) => string; readonly column: (id: string) => string; readonly site: string } {
  const { site } = useSurroundings();
  const language = useLanguage();
  const among = (list: readonly { readonly id: string; readonly names: { readonly zh: string; readonly en: string } }[]) => (id: string) => {
    const found = list.find((one) => one.id === id);
    return found === undefined ? id : nameIn(found.names, language);
  };
  return { unit: among(site.units), column: among(site.columns), site: nameIn(site.names, language) };
}

export function holds(me: Me, role: Role, unit?: string): boolean {
  return me.roles.some((held) => held.role === role && (unit === undefined || held.unit === unit));
}
