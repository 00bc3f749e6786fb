import type { ComponentChildren } from 'preact';
import type { Release } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { factInWords, withReason, type FactName, type Wording } from './facts-in-words.ts';

/** Everything that was entered beside the text; the dates of a document are kept apart. */
export function FactsList({ release }: { readonly release: Release }) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const wording: Wording = { say, language, column: names.column };
  const entered = (name: FactName): readonly [TextKey, ComponentChildren] => [`desk.item.field.${name}`, factInWords(name, release[name], wording)];
  const facts: readonly (readonly [TextKey, ComponentChildren])[] = [
    ...(['title', 'column', 'kind'] as const).map(entered),
    ['desk.item.field.department', names.unit(release.department)],
    ['desk.item.field.urgency', withReason(factInWords('urgency', release.urgency, wording), release.urgencyReason, say)],
    ...(['disclosure', 'source', 'signature', 'trigger', 'documentNumber', 'issuer', 'signedOn', 'issuedOn'] as const).map(entered),
    ['desk.item.field.publishedAt', release.publishedAt === undefined ? undefined : dateTimeIn(language, Date.parse(release.publishedAt))],
    ['desk.item.field.indexNumber', release.indexNumber],
    ...(['subject', 'summary', 'interprets', 'carrier'] as const).map(entered),
    ['desk.item.field.contentHash', <code key="hash">{release.contentHash}</code>],
  ];
  return (
    <section class="facts-list" aria-label={say('desk.item.view.facts')}>
      <dl>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{say(key)}</dt>
            <dd>{value === undefined || value === '' ? <span class="quiet">{say(GIVEN_BY_PUBLISHING.has(key) ? 'desk.item.not-yet' : 'desk.item.not-given')}</span> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const GIVEN_BY_PUBLISHING: ReadonlySet<TextKey> = new Set(['desk.item.field.publishedAt', 'desk.item.field.indexNumber']);
