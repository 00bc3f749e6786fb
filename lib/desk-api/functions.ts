import { act } from './act.ts';
import { attach } from './attach.ts';
import { author } from './author.ts';
import { describe } from './describe.ts';
import { duties } from './duties.ts';
import { look } from './look.ts';
import { missing } from './missing.ts';
import { people } from './people.ts';
import type { ApiFunction } from './props.ts';
import { read } from './read.ts';
import { revise } from './revise.ts';
import type { ApiHandlerName } from './routes.ts';

/** The function of each handler of the API, one file for each: what it may do stands there in full. */
export const apiFunctions: Readonly<Record<ApiHandlerName, ApiFunction>> = {
  'api/author': author,
  'api/act': act,
  'api/attach': attach,
  'api/duties': duties,
  'api/read': read,
  'api/revise': revise,
  'api/look': look,
  'api/people': people,
  'api/describe': describe,
  'api/missing': missing,
};
