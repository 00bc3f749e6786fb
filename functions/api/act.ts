import { decide } from '../../domain/release/decide.ts';
import { cancelSchedule, publish, withdraw } from '../../domain/release/publish.ts';
import { recall, submit } from '../../domain/release/submit.ts';
import { environment } from '../shared/environment.ts';
import { actingOn } from '../shared/http/acting.ts';
import { staffEndpoint } from '../shared/http/endpoint.ts';
import { bodyOf } from '../shared/http/request.ts';
import { decisionSchema, emptySchema, publicationSchema, withdrawalSchema } from '../shared/http/schemas.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'ORIGIN_SECRET');
const acting = actingOn({ table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) });

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
  'POST /api/releases/{id}/publication': acting(202, (event) => {
    const { at } = bodyOf(event, publicationSchema);
    return (release, act) => publish(release, at === undefined ? undefined : Date.parse(at), act);
  }),
  'DELETE /api/releases/{id}/publication': acting(200, () => cancelSchedule),
  'POST /api/releases/{id}/withdrawal': acting(202, (event) => {
    const { reason } = bodyOf(event, withdrawalSchema);
    return (release, act) => withdraw(release, reason, act);
  }),
});
