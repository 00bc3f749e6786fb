import { expect, it } from 'vitest';
import { keptApart } from '../../../domain/release/kept-apart.ts';
import { approved, approvedBy, draftOf, head, publishing, reviewer, secrecy, submitted, submitter, text } from './sample.ts';

it('I9: whoever has done another duty on an item, or wrote its text, is kept apart from the one that comes next', () => {
  expect(keptApart(draftOf())).toEqual([]);
  expect(keptApart(submitted())).toEqual([submitter.id]);
  expect(keptApart({ ...submitted(), lastEditedBy: 'somebody' })).toEqual([submitter.id, 'somebody']);
  expect(keptApart(approvedBy(submitted(), reviewer))).toEqual([submitter.id, reviewer.id]);
  expect(keptApart(approved())).toEqual([submitter, reviewer, secrecy, head, text].map(({ id }) => id));
  expect(keptApart(publishing())).toEqual([]);
});

it('who did the very duty before may be asked again', () => {
  const again = { ...submitted(), involved: [{ duty: 'submit', person: submitter.id }, { duty: 'first-review', person: reviewer.id }] };
  expect(keptApart(again)).toEqual([submitter.id]);
});
