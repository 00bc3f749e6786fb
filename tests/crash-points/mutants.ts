import type { Mutant } from '../model/mutants.ts';

export interface PlantedFault extends Mutant {
  /** The one act that shows it, where all that come before would be cut off for nothing. */
  readonly act?: string;
}

/**
 * What a less careful hand would have built. Each has to be caught at some point where something is cut off. The texts are
 * those of the product: where one changes, planting fails loudly. The first three are caught soonest: `npm test` plants them.
 */
export const mutants: readonly PlantedFault[] = [
  {
    name: 'what a lost call leaves is never found again',
    file: 'functions/shared/record/write-head.ts',
    changes: [["    outboxOpen: 'open',\n", '']],
  },
  {
    name: 'a commit in two writes',
    file: 'functions/shared/record/write-head.ts',
    changes: [
      [
        'const written = await table.update({ pk, sk: HEAD, quiet: true, ...expressions(head, all, entries) });',
        'const written = await table.update({ pk, sk: HEAD, quiet: true, ...expressions(head, all, {}) });\n  if (written !== undefined) await table.update({ pk, sk: HEAD, quiet: true, ...expressions(event, {}, entries) });',
      ],
    ],
  },
  {
    name: 'an outbox is closed before its effects',
    file: 'functions/shared/relay/relay-aggregate.ts',
    changes: [['  const outcomes = await attemptEntries(', '  if (Object.keys(head.outbox).length > 0) await closeEntries(relay.table, head, Object.keys(head.outbox));\n  const outcomes = await attemptEntries(']],
  },
  {
    name: 'a page is recorded as taken down before it is',
    act: 'withdraw',
    file: 'functions/workflow/take-down-page.ts',
    changes: [['  await takeOffline(', '  await recordStep(store, input, recordTakenDown);\n  await takeOffline(']],
  },
  {
    name: 'a page is taken down once and never looked for again',
    act: 'publish',
    file: 'functions/workflow/take-down-page.ts',
    changes: [['const isSecond = input.again === true', "const isSecond = input.releaseId === ''"]],
  },
  {
    name: 'a machine that runs is taken to have heard',
    act: 'find a machine that did not hear',
    file: 'functions/shared/relay/relay-aggregate.ts',
    changes: [['  if (!isLost) await wakeAgain(machines, head);\n', '']],
  },
  {
    name: 'a clock that died untold is never looked for',
    act: 'find a clock that died untold',
    file: 'functions/shared/duties/quiet-clocks.ts',
    changes: [['bell !== undefined && !(Date.parse(bell)', "bell === '' && !(Date.parse(bell)"]],
  },
  {
    name: 'a page is put and the record not read again',
    act: 'publish',
    file: 'functions/shared/portal/write-object.ts',
    changes: [['const shown = atLeast === undefined ? (await object.version()) === rendering.version : rendering.version >= atLeast;', 'const shown = atLeast === undefined || rendering.version >= atLeast;']],
  },
  {
    name: 'a machine is started under the name of the one before',
    file: 'functions/shared/relay/execution-names.ts',
    changes: [['return `${releaseId}-g${generation}`', 'return `${releaseId}-g${Math.min(generation, 1)}`']],
  },
  {
    name: 'numbers are claimed at every try',
    file: 'functions/shared/portal/numbers.ts',
    changes: [
      ['head.numbers === undefined ? await claim', "head.numbers === undefined || head.pk !== '' ? await claim"],
      ["    condition: 'attribute_not_exists(numbers)',\n", ''],
    ],
  },
  {
    name: 'links come before the page',
    file: 'functions/shared/portal/publish-item.ts',
    changes: [['  const shown = await bringUpToDate(portal.bucket, articleObject(', '  await bringListingsUpToDate(portal, head);\n  const shown = await bringUpToDate(portal.bucket, articleObject(']],
  },
  {
    name: 'the answer to a key is not kept',
    file: 'functions/shared/record/head.ts',
    changes: [['return key !== undefined && head.kept', 'return key === "" && head.kept']],
  },
  {
    name: 'a corrected page is confirmed without the edge having dropped it',
    act: 'publish the correction',
    file: 'functions/workflow/confirm-online.ts',
    changes: [['if (corrects && !(await edge.hasForgotten(order))) throw', 'if (corrects && order === "") throw']],
  },
  {
    name: 'a rebuild leaves what it has put after the withdrawal',
    act: 'rebuild as an item is withdrawn',
    file: 'functions/shared/portal/rebuild-site.ts',
    changes: [['      if (!(await writeItem(portal, head, renderItem))) gone.add(head);\n', '      await writeItem(portal, head, renderItem);\n']],
  },
];
