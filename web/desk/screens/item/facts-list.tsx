import type { ComponentChildren } from 'preact';
import type { Release } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { useLanguage, useSay, type Language, type TextKey } from '../../text/text.ts';
import { dateIn, dateTimeIn } from '../../time/dates.ts';

/** Everything that was entered beside the text; the dates of a document are kept apart. */
export function FactsList({ release }: { readonly release: Release }) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const { disclosure, signature, trigger, urgencyReason } = release;
  const facts: readonly (readonly [TextKey, ComponentChildren])[] = [
    ['desk.item.field.title', release.title],
    ['desk.item.field.column', names.column(release.column)],
    ['desk.item.field.kind', say(`kind.${release.kind}`)],
    ['desk.item.field.department', names.unit(release.department)],
    ['desk.item.field.urgency', urgencyReason === undefined ? say(`urgency.${release.urgency}`) : say('desk.item.with-reason', { what: say(`urgency.${release.urgency}`), reason: urgencyReason })],
    ['desk.item.field.disclosure', disclosure.ground === undefined ? say(`desk.item.disclosure.${disclosure.attribute}`) : say('desk.item.with-reason', { what: say(`desk.item.disclosure.${disclosure.attribute}`), reason: disclosure.ground })],
    ['desk.item.field.source', say(`desk.item.source.${release.source}`)],
    ['desk.item.field.signature', signature === undefined ? undefined : say('desk.item.signature', { by: signature.by, at: dateTimeIn(language, Date.parse(signature.at)), reference: signature.reference })],
    ['desk.item.field.trigger', trigger === undefined ? undefined : say('desk.item.trigger', { event: say(`desk.item.trigger.${trigger.event}`), at: dateTimeIn(language, Date.parse(trigger.at)) })],
    ['desk.item.field.documentNumber', release.documentNumber],
    ['desk.item.field.issuer', release.issuer],
    ['desk.item.field.signedOn', day(release.signedOn, language)],
    ['desk.item.field.issuedOn', day(release.issuedOn, language)],
    ['desk.item.field.publishedAt', release.publishedAt === undefined ? undefined : dateTimeIn(language, Date.parse(release.publishedAt))],
    ['desk.item.field.indexNumber', release.indexNumber],
    ['desk.item.field.subject', release.subject],
    ['desk.item.field.summary', release.summary],
    ['desk.item.field.interprets', release.interprets],
    ['desk.item.field.carrier', release.carrier],
    ['desk.item.field.contentHash', <code key="hash">{release.contentHash}</code>],
  ];
  return (
    <section class="facts-list" aria-label={say('desk.item.view.facts')}>
      <dl>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{say(key)}</dt>
            <dd>{value === undefined || value === '' ? <span class="quiet">{say('desk.item.not-given')}</span> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A day as it was entered. */
function day(date: string | undefined, language: Language): string | undefined {
  return date === undefined || date === '' ? undefined : dateIn(language, Date.parse(`${date}T00:00:00+08:00`));
}
