import type { Person } from '../../api/types.ts';

/** What is being done to somebody, in a dialog. */
export type Doing = 'leave' | 'roles' | 'reassign';

/** What each part of a person's sheet is given. */
export interface PartProps {
  readonly person: Person;
  readonly nameOf: (id: string) => string;
  readonly onDo: (doing: Doing) => void;
}
