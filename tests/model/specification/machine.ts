import type { Item } from './item.ts';
import { goingOnline } from './judge.ts';
import { entered, isFullyApproved, type Rules } from './stages.ts';

/** What the system itself may record, and what the item is after it; a text says why it may not. */
export function judgeMachine(item: Item, type: string, { at, online, rules }: { readonly at: number; readonly online: string | undefined; readonly rules: Rules }): Item | string {
  switch (type) {
    case 'PublicationBegun':
      if (item.state !== 'scheduled' || item.scheduledFor === undefined) return 'it is not scheduled';
      if (Date.parse(item.scheduledFor) > at) return 'the hour has not come';
      return isFullyApproved(item, rules) ? goingOnline(item, rules) : 'it is not approved by every stage';
    case 'ReviewReopened':
      if (item.state !== 'scheduled' || isFullyApproved(item, rules)) return 'no approval is missing';
      return entered({ ...item, scheduledFor: undefined }, rules);
    case 'PublicationFailed':
      return item.state === 'publishing' ? { ...item, state: 'publish-failed' } : 'nothing has failed';
    case 'ReleasePublished':
      if (item.state !== 'publishing') return 'it is not being published';
      return online === item.hash ? { ...item, state: 'published', live: undefined, taken: [] } : 'the public reads something else';
    case 'PageTakenDown':
      if (item.withdrawn === undefined || item.withdrawn.takenDown) return 'there is nothing to take down';
      return online === undefined ? { ...item, withdrawn: { ...item.withdrawn, takenDown: true } } : 'the page is still there';
    default:
      // Bells and restarts change neither where an item stands nor what it says.
      return item;
  }
}
