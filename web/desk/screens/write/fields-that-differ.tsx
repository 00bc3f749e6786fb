import { useNames } from '../../app/surroundings.tsx';
import { useSay, type Say, type TextKey } from '../../text/text.ts';
import { fieldOfInstant, type Draft } from './draft.ts';

const LABELS: Readonly<Partial<Record<keyof Draft, TextKey>>> = {
  column: 'desk.write.column',
  kind: 'desk.write.kind',
  title: 'desk.write.title-field',
  urgency: 'desk.write.urgency',
  urgencyReason: 'desk.write.urgency-reason',
  attribute: 'desk.write.disclosure',
  ground: 'desk.write.ground',
  source: 'desk.write.source',
  signedBy: 'desk.write.signature.by',
  signedAt: 'desk.write.signature.at',
  signatureReference: 'desk.write.signature.reference',
  triggerEvent: 'desk.write.trigger',
  triggerAt: 'desk.write.trigger.at',
  documentNumber: 'desk.write.document-number',
  issuer: 'desk.write.issuer',
  signedOn: 'desk.write.signed-on',
  issuedOn: 'desk.write.issued-on',
  subject: 'desk.write.subject',
  summary: 'desk.write.summary',
  interprets: 'desk.write.interprets',
  carrier: 'desk.write.carrier',
};

/** The fields that two versions do not have alike, in words. */
export function FieldsThatDiffer({ mine, theirs }: { readonly mine: Draft; readonly theirs: Draft }) {
  const say = useSay();
  const names = useNames();
  const differing = (Object.entries(LABELS) as [keyof Draft, TextKey][]).filter(([field]) => mine[field] !== theirs[field]);
  if (differing.length === 0) return null;
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{say('desk.write.conflict.field')}</th>
          <th scope="col">{say('desk.write.conflict.mine-column')}</th>
          <th scope="col">{say('desk.write.conflict.theirs-column')}</th>
        </tr>
      </thead>
      <tbody>
        {differing.map(([field, label]) => (
          <tr key={field}>
            <th scope="row">{say(label)}</th>
            <td>{valueInWords(field, mine[field], say, names.column)}</td>
            <td>{valueInWords(field, theirs[field], say, names.column)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WORDS: Readonly<Partial<Record<keyof Draft, string>>> = { kind: 'kind', urgency: 'urgency', attribute: 'desk.write.disclosure', source: 'desk.write.source', triggerEvent: 'desk.write.event' };

function valueInWords(field: keyof Draft, value: string, say: Say, column: (id: string) => string): string {
  if (value === '') return say('desk.write.conflict.empty');
  if (field === 'column') return column(value);
  if (field === 'triggerAt' || field === 'signedAt') return fieldOfInstant(value).replace('T', ' ');
  const words = WORDS[field];
  return words === undefined ? value : say(`${words}.${value}` as TextKey);
}
