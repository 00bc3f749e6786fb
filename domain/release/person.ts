/** The words for people, for those who speak of releases. */
export * from '../people/person.ts';
