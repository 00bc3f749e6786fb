import { Random } from '../faults/random.ts';
import { Figures, type Counts } from './figures.ts';
import { loadFunctions } from './functions.ts';
import { randomHistory, type Step } from './history.ts';
import { behindMirror } from './mirror.ts';
import { play, type Played } from './play.ts';
import { shortest } from './shrink.ts';

export interface Asked {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Whether the laptop's DynamoDB is asked as well, and has to answer the same. */
  readonly mirrored: boolean;
  /** Whether a breach is made as short as it gets: nobody reads that of a mutant. */
  readonly shrinks: boolean;
}

export interface Found {
  readonly counts: Counts;
  /** The number of the first history that failed, what was wrong, and how to get there. */
  readonly failure?: { readonly history: number; readonly breach: string; readonly told: readonly string[] };
}

/** Plays histories of a seed until one fails. */
export async function runHistories({ seed, from, to, mirrored, shrinks }: Asked): Promise<Found> {
  const functions = await loadFunctions();
  const figures = new Figures();
  const playing = async (steps: readonly Step[], counts = new Figures()): Promise<Played> => {
    if (!mirrored) return play(steps, { functions, figures: counts });
    return behindMirror((behind) => play(steps, { functions, figures: counts, behind }));
  };
  for (let history = from; history < to; history += 1) {
    const steps = randomHistory(new Random(seed + history * 7919));
    const played = await playing(steps, figures);
    if (played.breach === undefined) continue;
    const { breach, told } = shrinks ? await shrunk(steps, played, playing) : played;
    return { counts: figures, failure: { history, breach: breach ?? '', told } };
  }
  return { counts: figures };
}

async function shrunk(steps: readonly Step[], played: Played, playing: (steps: readonly Step[]) => Promise<Played>): Promise<Played> {
  const kind = kindOf(played.breach);
  const short = await shortest(steps, async (fewer) => kindOf((await playing(fewer)).breach) === kind);
  return playing(short);
}

/** What stays of a breach when names and hashes are left out. */
function kindOf(breach: string | undefined): string | undefined {
  return breach?.replaceAll(/[0-9a-f]{32,64}|zhejiang-[\w-]+/g, '…').replaceAll(/\d+/g, '0');
}
