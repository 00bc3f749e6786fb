import { chooseLanguage, useLanguage, useSay } from '../text/text.ts';
import { announce } from './live-region.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import { useNames, useSurroundings } from './surroundings.tsx';

export function Masthead({ onHelp }: { readonly onHelp: () => void }) {
  const say = useSay();
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en';
  const { me } = useSurroundings();
  const names = useNames();
  const roles = [...new Set(me.roles.map(({ role, unit }) => `${names.unit(unit)} ${say(`role.${role}`)}`))];
  return (
    <header class="masthead">
      <p class="site">
        <span>{names.site}</span>
        <strong>{say('desk.title')}</strong>
      </p>
      <div class="tools">
        <button type="button" class="language" lang={other} onClick={() => void chooseLanguage(other).catch(() => announce(say('desk.problem.unreachable.detail')))}>
          {say('desk.language-other')}
        </button>
        <details class="account">
          <summary aria-label={say('desk.account', { name: me.name })}>
            <span>{me.name}</span>
          </summary>
          <div class="account-sheet">
            <ul>
              {roles.map((role) => (
                <li key={role}>{role}</li>
              ))}
            </ul>
            <button type="button" onClick={onHelp}>
              {say('desk.shortcuts')} <kbd>?</kbd>
            </button>
            <SignOutButton />
          </div>
        </details>
      </div>
    </header>
  );
}
