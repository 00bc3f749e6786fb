/** A fault that somebody could make: a file, and what is written there instead. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly changes: readonly (readonly [from: string, to: string])[];
}

/**
 * Each has to be caught by some history. The texts are those of the product: where one changes, planting fails loudly. The first
 * four are caught soonest: `npm test` plants them.
 */
export const mutants: readonly Mutant[] = [
  { name: 'a commit does not ask whether somebody else was faster', file: 'functions/shared/record/write-head.ts', changes: [["'seq = :seen'", "'attribute_exists(seq) OR seq = :seen'"]] },
  {
    name: 'approvals hold for any content',
    file: 'domain/release/chain.ts',
    changes: [['approval.stage === stage && approval.contentHash === release.contentHash', 'approval.stage === stage']],
  },
  { name: 'a key that was used is not looked up', file: 'functions/shared/record/head.ts', changes: [['return key !== undefined && head.kept', 'return key === "" && head.kept']] },
  {
    name: 'an outbox is closed before its effects',
    file: 'functions/shared/relay/relay-aggregate.ts',
    changes: [['  const outcomes = await attemptEntries(', '  if (Object.keys(head.outbox).length > 0) await closeEntries(relay.table, head, Object.keys(head.outbox));\n  const outcomes = await attemptEntries(']],
  },
  {
    name: 'nobody is kept from two separated duties',
    file: 'domain/release/permissions.ts',
    changes: [['return other === undefined ? ok(undefined)', 'return other === undefined || other.person !== "" ? ok(undefined)']],
  },
  { name: 'who edited last may approve', file: 'domain/release/decide.ts', changes: [['if (person.id === release.lastEditedBy)', 'if (person.id === "")']] },
  { name: 'a decision on a stale content counts', file: 'domain/release/decide.ts', changes: [['return form.contentHash === release.contentHash ? ok(stage)', 'return form.contentHash !== "" ? ok(stage)']] },
  { name: 'a correction keeps the approvals of what is online', file: 'domain/release/correct.ts', changes: [['approvals: [],', 'approvals: release.approvals,']] },
  {
    name: 'a withdrawal forgets the correction under way',
    file: 'domain/release/publish.ts',
    changes: [["const fields = { ...backToOnline(release), state: 'withdrawn'", "const fields = { state: 'withdrawn'"]],
  },
  { name: 'another hour starts no machine of its own', file: 'domain/release/effects.ts', changes: [["|| planFor(before).next === 'await-schedule'", '']] },
  { name: 'a machine of an older generation is told to go on', file: 'domain/release/plan.ts', changes: [["release.generation === generation ? planFor(release) : { next: 'done' }", 'planFor(generation < 0 ? release : release)']] },
  { name: 'post B puts online while A is there', file: 'domain/people/posts.ts', changes: [["if (atA === undefined || dutyHolder === 'publisher-b')", 'if (atA === undefined || dutyHolder !== "")']] },
  { name: 'anybody confirms by one act', file: 'domain/release/confirm.ts', changes: [['approval.by === person.id && ', 'person.id !== "" && ']] },
  {
    name: 'the hour publishes without looking at the approvals',
    file: 'domain/release/machine-steps.ts',
    changes: [['if (!isFullyApproved(organisation, release))', 'if (release.id === "" && !isFullyApproved(organisationOf(release.site), release))']],
  },
  { name: 'any submitter takes back what another submitted', file: 'domain/release/permissions.ts', changes: [["if (action === 'recall' && (", "if (action === 'recall' && release.id === '' && ("]] },
  { name: 'a bell rings before its time', file: 'domain/release/ring-bell.ts', changes: [['bell === undefined || Date.parse(bell.at) > at) return', 'bell === undefined) return']] },
  { name: 'the time of events runs backwards', file: 'domain/record/event.ts', changes: [['incoming > end.lastAt ? incoming : end.lastAt', 'incoming']] },
  { name: 'a token is left over that of a later wait', file: 'functions/shared/record/wait-with-token.ts', changes: [["'generation = :generation AND (attribute_not_exists(wake)", "'generation = :generation AND (attribute_not_exists(wake) OR wake.retryCount >= :retry OR wake.enteredAt > :entered"]] },
  { name: 'who waits for what is decided already is not woken', file: 'functions/shared/record/wait-with-token.ts', changes: [['if (head === undefined || !isWaitedFor(head, wake)) await', 'if (head === undefined) await']] },
  { name: 'a lost race counts as a machine that needs no restart', file: 'functions/shared/relay/restart.ts', changes: [['const ROUNDS = 10;', 'const ROUNDS = 0;']] },
];
