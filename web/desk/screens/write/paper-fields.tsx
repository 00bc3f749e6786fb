import { useState } from 'preact/hooks';
import { useStore } from '../../store/store.ts';
import { useSay } from '../../text/text.ts';
import { TextField } from './text-field.tsx';
import type { Writing } from './writing.ts';

/** What a document carries beside its text: its number, who issued it, its two dates. Closed where nothing is in it. */
export function PaperFields({ writing }: { readonly writing: Writing }) {
  const say = useSay();
  const { kind, documentNumber, issuer, signedOn, issuedOn, subject, summary, carrier, interprets } = useStore(writing.draft);
  // As it was at first: what is being emptied does not close under somebody's hands.
  const [wasFilled] = useState([documentNumber, issuer, signedOn, issuedOn, subject, summary, carrier, interprets].some((value) => value !== ''));
  const isPaper = kind === 'official-document' || kind === 'normative-document';
  return (
    <details class="papers" open={wasFilled || isPaper}>
      <summary>{say('desk.write.papers')}</summary>
      <div class="side-by-side">
        <TextField writing={writing} name="documentNumber" pointer="/documentNumber" label={say('desk.write.document-number')} hint={say('desk.write.document-number.hint')} />
        <TextField writing={writing} name="issuer" pointer="/issuer" label={say('desk.write.issuer')} />
        <TextField writing={writing} name="signedOn" pointer="/signedOn" type="date" label={say('desk.write.signed-on')} hint={say('desk.write.signed-on.hint')} />
        <TextField writing={writing} name="issuedOn" pointer="/issuedOn" type="date" label={say('desk.write.issued-on')} hint={say('desk.write.issued-on.hint')} />
        <TextField writing={writing} name="subject" pointer="/subject" label={say('desk.write.subject')} />
        <TextField writing={writing} name="carrier" pointer="/carrier" label={say('desk.write.carrier')} hint={say('desk.write.carrier.hint')} />
      </div>
      {(kind === 'policy-interpretation' || interprets !== '') && <TextField writing={writing} name="interprets" pointer="/interprets" label={say('desk.write.interprets')} hint={say('desk.write.interprets.hint')} />}
      <TextField writing={writing} name="summary" pointer="/summary" type="lines" label={say('desk.write.summary')} />
    </details>
  );
}
