import { useState } from 'preact/hooks';
import { Screen } from '../../app/screen.tsx';
import { useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../text/text.ts';
import { CopyDialog } from './copy-dialog.tsx';
import { WritingForm } from './writing-form.tsx';

/** 新建信息 */
export default function New() {
  const say = useSay();
  const { me } = useSurroundings();
  const [isCopying, setCopying] = useState(false);
  const unit = me.roles.find(({ role }) => role === 'submitter')?.unit;
  return (
    <Screen title={say('desk.write.new')} lead={say('desk.write.new.lead')} actions={<Button onPress={() => setCopying(true)}>{say('desk.write.copy')}</Button>}>
      <WritingForm />
      {isCopying && <CopyDialog unit={unit} onClose={() => setCopying(false)} />}
    </Screen>
  );
}
