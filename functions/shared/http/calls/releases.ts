import * as z from 'zod';
import { correctionSchema, decisionSchema, emptySchema, publicationSchema, releaseSchema, settlementSchema, suggestionSchema, withdrawalSchema } from '../schemas.ts';
import { cursorQuery, event, pageOf } from './answers.ts';
import { card, created, difference, release, revised, standing, state, task, written } from './release-answers.ts';
import { reads, writes, type Calls } from './call.ts';

const mine = z.literal('true').meta({ description: 'Only what the caller has submitted, or those whom they cover for' }).optional();
const q = z.string().meta({ description: 'Words that all stand in the title, in any order; capital and full-width letters make no difference. A page may hold fewer than there are: only one without a cursor is the last' }).optional();
const standsIn = state.optional().meta({ description: 'Where the item stands, or a correction of it that the caller may know of (`pending`): with `scheduled`, an item that is online and whose correction is scheduled is listed too' });
const listQuery = cursorQuery.extend({ q, state: standsIn, column: z.string().optional(), department: z.string().optional(), mine });
const revision = z.int().min(1).optional();
const onTheWay = ['wrong-state', 'separation-of-duties', 'stale-version'] as const;

/** Items from draft to withdrawal. */
export const releaseCalls: Calls = {
  'POST /api/releases': writes('releases', 'Start a draft', [201, created], { body: releaseSchema }),
  'GET /api/releases': reads('releases', 'List items, newest first; by a state on the way to the public all of them at once, soonest due first', pageOf(card), { query: listQuery, problems: ['validation'] }),
  'GET /api/releases/{id}': reads('releases', 'Read an item', release),
  'PUT /api/releases/{id}': writes('releases', 'Save a draft or a returned item', [200, written], { body: releaseSchema, ifMatch: 'required', problems: onTheWay }),
  'POST /api/releases/{id}/submission': writes('releases', 'Hand an item to review', [200, standing], { body: emptySchema, problems: onTheWay }),
  'POST /api/releases/{id}/recall': writes('releases', 'Take back a submission', [200, standing], { body: emptySchema, problems: ['wrong-state', 'stale-version'] }),
  'POST /api/releases/{id}/decisions': writes('releases', 'Decide a stage', [200, standing], { body: decisionSchema, problems: [...onTheWay, 'stale-content', 'blocked-by-checks'] }),
  'POST /api/releases/{id}/publication': writes('releases', 'Put an approved item online, now or later', [202, standing], { body: publicationSchema, problems: [...onTheWay, 'blocked-by-checks'] }),
  'DELETE /api/releases/{id}/publication': writes('releases', 'Cancel a schedule', [200, standing], { problems: ['wrong-state', 'stale-version', 'blocked-by-checks'] }),
  'POST /api/releases/{id}/withdrawal': writes('releases', 'Take an item offline, with a notice at its address', [202, standing], { body: withdrawalSchema, problems: ['wrong-state', 'stale-version'] }),
  'POST /api/releases/{id}/corrections': writes('releases', 'Begin to correct what is online', [201, revised], { body: correctionSchema, problems: [...onTheWay, 'stale-content'] }),
  'DELETE /api/releases/{id}/corrections': writes('releases', 'Give up a correction', [200, standing], { problems: ['wrong-state', 'stale-version'] }),
  'POST /api/releases/{id}/suggestions': writes('releases', 'Propose a small fix', [201, revised], { body: suggestionSchema, problems: [...onTheWay, 'stale-content'] }),
  'PUT /api/releases/{id}/suggestions/{suggestion}': writes('releases', 'Take a suggestion or leave it', [200, standing], { body: settlementSchema, problems: [...onTheWay, 'stale-content'] }),
  'POST /api/releases/{id}/copy': writes('releases', 'Start a draft like an earlier item', [201, created], { body: emptySchema }),
  'GET /api/releases/{id}/events': reads('releases', 'Read the chain of what happened to an item', z.object({ items: z.array(event) })),
  'GET /api/releases/{id}/preview': reads('releases', 'See the page as the public will see it', 'page', { query: z.object({ revision }), problems: ['validation'] }),
  'GET /api/releases/{id}/diff': reads('releases', 'Compare two revisions: by default what was submitted before, and what is there now; or what a reviewer suggests', difference, {
    query: z.object({ from: revision, to: z.union([revision, z.literal('suggestion').optional()]) }),
    problems: ['validation'],
  }),
  'GET /api/tasks': reads('releases', 'What waits for the caller, soonest first', z.object({ items: z.array(task) })),
};
