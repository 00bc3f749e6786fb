import { Dialog } from '../components/dialog.tsx';
import { useStore } from '../store/store.ts';
import { useSay } from '../text/text.ts';
import { shortcuts, shortcutsOn } from './shortcuts.ts';

/** Every shortcut that works where one is. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const known = useStore(shortcuts);
  const on = useStore(shortcutsOn);
  return (
    <Dialog title={say('desk.help.title')} onClose={onClose}>
      <label class="check">
        <input type="checkbox" checked={on} onChange={({ currentTarget }) => shortcutsOn.set(currentTarget.checked)} />
        {say('desk.help.on')}
      </label>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('desk.help.keys')}</th>
            <th scope="col">{say('desk.help.does')}</th>
          </tr>
        </thead>
        <tbody>
          {known.map(({ keys, does }) => (
            <tr key={keys}>
              <td class="keep">
                {keys.split(' ').map((key, index) => (
                  <>
                    {index > 0 && <span class="quiet"> {say('desk.help.then')} </span>}
                    <kbd>{key}</kbd>
                  </>
                ))}
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
