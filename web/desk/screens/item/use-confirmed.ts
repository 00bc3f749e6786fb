import { approvalToConfirm } from '../../../../domain/release/confirm.ts';
import type { Me, Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { readEvents } from './calls.ts';

type Approval = Release['approvals'][number];

/**
 * The approval that somebody gave in a stage before a suggestion was taken: one act confirms the difference. Whether there is
 * one, the chain of events says.
 */
export function useConfirmed(release: Release, stage: string, person: Me): Approval | undefined {
  const { id, contentHash, approvals } = release;
  const isPossible = approvals.some((approval) => approval.stage === stage && approval.by === person.id);
  const { value } = useFresh(`taken ${id} ${contentHash} ${String(isPossible)}`, (signal) => (isPossible ? readEvents(id, signal) : Promise.resolve({ items: [] })), 10 * 60_000);
  const taken = (value?.items ?? []).filter(({ type }) => type === 'SuggestionAccepted').map(({ data }) => ({ from: String(data['from']), to: String(data['to']) }));
  const found = approvalToConfirm({ approvals, contentHash, taken }, stage, person);
  return found === undefined ? undefined : approvals.find((approval) => approval.contentHash === found.contentHash && approval.stage === stage);
}
