/** A demonstration user: signs in with an e-mail address and holds roles at one site. */
export interface DemonstrationPerson {
  readonly username: string;
  readonly name: string;
  readonly site: string;
  readonly roles: readonly { readonly role: string; readonly unit: string }[];
}

export const DEMONSTRATION_PASSWORD = 'Fabu-demo-2026';

const sites: Readonly<Record<string, { readonly departments: readonly string[]; readonly publishing: string }>> = {
  zhejiang: {
    departments: ['office', 'legal', 'planning', 'finance', 'organization', 'personnel', 'safety', 'secretariat', 'basic-education', 'higher-education'],
    publishing: 'network',
  },
  shangqiu: { departments: ['office', 'basic-education', 'enrollment'], publishing: 'information-center' },
  hangzhou: { departments: ['office', 'policy', 'enrollment', 'personnel'], publishing: 'information-center' },
};

const OF_EACH_DEPARTMENT = ['submitter', 'liaison', 'reviewer', 'secrecy', 'head'];
const OF_THE_OFFICE = ['text', 'disclosure', 'monitor', 'leader', 'admin'];
const OF_THE_PUBLISHING_UNIT = ['publisher-a', 'publisher-b', 'head'];
const ALL_IN_ONE = ['submitter', 'reviewer', 'secrecy', 'head'];

/** `ROLE.UNIT@SITE.example` for every role, and `all.UNIT` who holds four of a department's at once. */
export function demonstrationPeople(): DemonstrationPerson[] {
  return Object.entries(sites).flatMap(([site, { departments, publishing }]) => [
    ...departments.flatMap((unit) => [...OF_EACH_DEPARTMENT.map((role) => person(site, unit, role, [role])), person(site, unit, 'all', ALL_IN_ONE)]),
    ...OF_THE_OFFICE.map((role) => person(site, 'office', role, [role])),
    ...OF_THE_PUBLISHING_UNIT.map((role) => person(site, publishing, role, [role])),
  ]);
}

function person(site: string, unit: string, name: string, roles: readonly string[]): DemonstrationPerson {
  return { username: `${name}.${unit}@${site}.example`, name: `${name}.${unit}`, site, roles: roles.map((role) => ({ role, unit })) };
}
