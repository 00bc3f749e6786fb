import { abandonCorrection } from '../../domain/release/correct.ts';
import { decide } from '../../domain/release/decide.ts';
import { cancelSchedule, publish, withdraw } from '../../domain/release/publish.ts';
import { recall, submit } from '../../domain/release/submit.ts';
import { settleSuggestion } from '../../domain/release/suggest.ts';
import { environment } from '../shared/environment.ts';
import { actingOn } from '../shared/http/acting.ts';
import { staffEndpoint } from '../shared/http/endpoint.ts';
import { bodyOf } from '../shared/http/request.ts';
import { decisionSchema, emptySchema, publicationSchema, settlementSchema, withdrawalSchema } from '../shared/http/schemas.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { readPosts } from '../shared/record/people.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const acting = actingOn({ table, callRelay: relayCaller(settings.RELAY_FUNCTION) });

/** What people do to an item on its way: each is one command of the domain and one commit. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'POST /api/releases/{id}/submission': acting(200, (event) => {
    bodyOf(event, emptySchema);
    return submit;
  }),
  'POST /api/releases/{id}/recall': acting(200, (event) => {
    bodyOf(event, emptySchema);
    return recall;
  }),
  'POST /api/releases/{id}/decisions': acting(200, (event) => {
    const form = bodyOf(event, decisionSchema);
    return (release, act) => decide(release, form, act);
  }),
  'POST /api/releases/{id}/publication': acting(202, async (event, { person }) => {
    const { at, format } = bodyOf(event, publicationSchema);
    const form = { at: at === undefined ? undefined : Date.parse(at), format };
    const posts = await readPosts(table, person.site);
    return (release, act) => publish(release, form, { ...act, posts });
  }),
  'DELETE /api/releases/{id}/publication': acting(200, async (_, { person }) => {
    const posts = await readPosts(table, person.site);
    return (release, act) => cancelSchedule(release, { ...act, posts });
  }),
  'POST /api/releases/{id}/withdrawal': acting(202, (event) => {
    const { reason } = bodyOf(event, withdrawalSchema);
    return (release, act) => withdraw(release, reason, act);
  }),
  'DELETE /api/releases/{id}/corrections': acting(200, () => abandonCorrection),
  'PUT /api/releases/{id}/suggestions/{suggestion}': acting(200, (event) => {
    const { outcome } = bodyOf(event, settlementSchema);
    return (release, act) => settleSuggestion(release, Number(event.pathParameters?.['suggestion']), outcome, act);
  }),
});
