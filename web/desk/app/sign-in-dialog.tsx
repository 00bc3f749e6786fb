import { useState } from 'preact/hooks';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { signInInNewWindow } from '../sign-in/pop-up.ts';
import { signInState } from '../sign-in/session.ts';
import { useStore } from '../store/store.ts';
import { useSay } from '../text/text.ts';
import { useSurroundings } from './surroundings.tsx';

/** The sign-in is over in the middle of work: the page stays as it is, and somebody signs in again beside it. */
export function SignInDialog() {
  const say = useSay();
  const { me } = useSurroundings();
  const state = useStore(signInState);
  const [opened, setOpened] = useState(false);
  if (state === 'in') return null;
  const open = (): void => {
    signInInNewWindow();
    setOpened(true);
  };
  return (
    <Dialog title={say('desk.sign-in.expired.title')}>
      <p>{say('desk.sign-in.expired.detail')}</p>
      {state === 'other-person' && (
        <p role="alert" class="bad">
          {say('desk.sign-in.expired.other-person', { name: me.name })}
        </p>
      )}
      {opened && state === 'expired' && <p role="status">{say('desk.sign-in.expired.waiting')}</p>}
      <p class="dialog-actions">
        <Button kind="main" onPress={open}>
          {say('desk.sign-in.again')}
        </Button>
      </p>
    </Dialog>
  );
}
