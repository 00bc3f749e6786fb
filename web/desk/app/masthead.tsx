import { signOut } from '../sign-in/session.ts';
import { chooseLanguage, useLanguage, useSay, type Language } from '../text/text.ts';
import { useNames, useSurroundings } from './surroundings.tsx';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

export function Masthead({ onHelp }: { readonly onHelp: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const { me } = useSurroundings();
  const names = useNames();
  const roles = [...new Set(me.roles.map(({ role, unit }) => `${names.unit(unit)} ${say(`role.${role}`)}`))];
  return (
    <header class="masthead">
      <p class="site">
        <span>{names.site}</span> <strong>{say('desk.title')}</strong>
      </p>
      <div class="tools">
        <div class="languages" role="group" aria-label={say('desk.language')}>
          {LANGUAGES.map((one) => (
            <button type="button" key={one} lang={one} aria-pressed={one === language} onClick={() => void chooseLanguage(one)}>
              {say(one === 'en' ? 'desk.language-en' : 'desk.language-zh')}
            </button>
          ))}
        </div>
        <details class="account">
          <summary aria-label={say('desk.account', { name: me.name })}>{me.name}</summary>
          <div class="account-sheet">
            <ul>
              {roles.map((role) => (
                <li key={role}>{role}</li>
              ))}
            </ul>
            <button type="button" onClick={onHelp}>
              {say('desk.shortcuts')} <kbd>?</kbd>
            </button>
            <button type="button" onClick={signOut}>
              {say('desk.sign-out')}
            </button>
          </div>
        </details>
      </div>
    </header>
  );
}
