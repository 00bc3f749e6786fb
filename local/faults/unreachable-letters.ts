import type { DeadLetters } from '../lambda/dead-letters.ts';
import type { Faults } from './faults.ts';

/** The queues of dead letters. What comes while `sqs` is down is lost, as on AWS: nobody tries again for a dead letter. */
export function unreachableLetters(faults: Faults, letters: DeadLetters, tell: (line: string) => void): DeadLetters {
  return {
    ...letters,
    put: (letter) => {
      if (faults.isServiceDown('sqs')) tell(`A dead letter of ${letter.sourceArn} was lost: its queue cannot be reached.`);
      else letters.put(letter);
    },
  };
}
