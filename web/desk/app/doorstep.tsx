import { Button } from '../components/button.tsx';
import { leaveToSignIn, signOut } from '../sign-in/session.ts';
import { useSay, type TextKey } from '../text/text.ts';

/** Why somebody stands before the desk and not at it. */
export type Outside = 'signed-out' | 'failed' | 'unreachable' | 'handed-over' | 'no-role';

const WORDS: Readonly<Record<Outside, 'signed-out' | 'failed' | 'unreachable' | 'done' | 'no-role'>> = {
  'signed-out': 'signed-out',
  failed: 'failed',
  unreachable: 'unreachable',
  'handed-over': 'done',
  'no-role': 'no-role',
};

/** What is shown instead of the desk, and the way on. */
export function Doorstep({ why }: { readonly why: Outside }) {
  const say = useSay();
  const words = (part: 'title' | 'detail'): TextKey => `desk.sign-in.${WORDS[why]}.${part}`;
  return (
    <main class="doorstep">
      <h1>{say(words('title'))}</h1>
      <p>{say(words('detail'))}</p>
      <WayOn why={why} />
    </main>
  );
}

function WayOn({ why }: { readonly why: Outside }) {
  const say = useSay();
  switch (why) {
    case 'signed-out':
    case 'failed':
      return (
        <Button kind="main" onPress={() => void leaveToSignIn('/desk/')}>
          {say('desk.sign-in.again')}
        </Button>
      );
    case 'unreachable':
      return (
        <Button kind="main" onPress={() => location.reload()}>
          {say('desk.retry')}
        </Button>
      );
    case 'no-role':
      return <Button onPress={signOut}>{say('desk.sign-out')}</Button>;
    case 'handed-over':
      return null;
  }
}
