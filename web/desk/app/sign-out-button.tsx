import { useState } from 'preact/hooks';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { signOut } from '../sign-in/session.ts';
import { keptOf } from '../store/kept-writing.ts';
import { useSay } from '../text/text.ts';
import { useSurroundings } from './surroundings.tsx';

/** 退出登录 takes what this browser has kept with it, so whoever has unsaved work here is asked before. */
export function SignOutButton() {
  const say = useSay();
  const { me } = useSurroundings();
  const [unsaved, setUnsaved] = useState(0);
  const ask = async (): Promise<void> => {
    const kept = [...(await keptOf('typed', me.id)), ...(await keptOf('uploads', me.id))];
    if (kept.length === 0) signOut();
    else setUnsaved(kept.length);
  };
  return (
    <>
      <button type="button" onClick={() => void ask()}>
        {say('desk.sign-out')}
      </button>
      {unsaved > 0 && (
        <Dialog title={say('desk.sign-out.unsaved.title')} onClose={() => setUnsaved(0)}>
          <p>{say('desk.sign-out.unsaved.detail', { count: unsaved })}</p>
          <div class="dialog-actions">
            <Button kind="danger" onPress={signOut}>
              {say('desk.sign-out.unsaved.leave')}
            </Button>
            <Button kind="main" onPress={() => setUnsaved(0)}>
              {say('desk.sign-out.unsaved.back')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
