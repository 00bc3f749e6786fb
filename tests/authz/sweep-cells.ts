import { actions, expectedFor, type Action, type User } from './expected.ts';
import { ask, outcomeOf } from './ask.ts';
import { itemThat, recipes, type Ground, type Hands, type Item } from './situations.ts';

export interface Cell {
  readonly situation: string;
  readonly user: User;
  readonly action: Action;
}

export interface Findings {
  readonly asked: number;
  readonly allowed: number;
  readonly wrong: readonly string[];
}

/** How many refusals are asked for at a time. */
const TOGETHER = 8;

/**
 * Asks every cell of some people and actions in a situation, through the API. A refusal changes nothing, so all of them
 * are asked on one item, which is afterwards as it was; what is allowed gets an item of its own.
 */
export async function sweepCells(ground: Ground, situation: string, cells: readonly Omit<Cell, 'situation'>[], hands?: Hands): Promise<Findings> {
  const item = await itemThat(ground, situation, hands);
  const wrong: string[] = [];
  const settle = async (at: Item, { user, action }: Omit<Cell, 'situation'>): Promise<void> => {
    const answer = outcomeOf(await ask(await ground.as(`${user.name}@${user.site}`), action, at, ground.laptop.cloud.clock.now()));
    const expected = expectedFor(user, action, at.situation);
    if (answer !== expected) wrong.push(`${user.name}@${user.site} may ${action} what is ${situation}: ${answer} and not ${expected}`);
  };
  // Reading has its cells in every other situation.
  const asked = cells.filter(({ action }) => item.regain === undefined || action !== 'read');
  const isAllowed = ({ user, action }: Omit<Cell, 'situation'>): boolean => action !== 'read' && expectedFor(user, action, item.situation) === 'ok';
  const refused = asked.filter((cell) => !isAllowed(cell));
  for (let start = 0; start < refused.length; start += TOGETHER) await Promise.all(refused.slice(start, start + TOGETHER).map((cell) => settle(item, cell)));
  await item.regain?.();
  const after = await ground.as('submitter.personnel@zhejiang').then((reader) => ask(reader, 'read', item, 0));
  if (after.body['version'] !== item.version) wrong.push(`something that was refused has changed what is ${situation}`);
  const allowed = asked.filter(isAllowed);
  for (const cell of allowed) await settle(await itemThat(ground, situation, hands), cell);
  return { asked: asked.length, allowed: allowed.length, wrong };
}

export const situations = Object.keys(recipes);

/** Every cell of these people. */
export function cellsOf(users: readonly User[]): Omit<Cell, 'situation'>[] {
  return users.flatMap((user) => actions.map((action) => ({ user, action })));
}
