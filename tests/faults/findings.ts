const SHOWN = 5;

/** What a run looked at, by sentence, and what it found wrong there. */
export class Findings {
  readonly #faults = new Map<string, string[]>();

  /** Notes that something was looked at, and the fault if there was one. */
  note(sentence: string, fault?: string): void {
    const faults = this.#faults.get(sentence) ?? [];
    this.#faults.set(sentence, faults);
    if (fault !== undefined) faults.push(fault);
  }

  check(sentence: string, holds: boolean, fault: () => string): void {
    this.note(sentence, holds ? undefined : fault());
  }

  get failed(): readonly string[] {
    return [...this.#faults].filter(([, faults]) => faults.length > 0).map(([sentence, faults]) => `${sentence}: ${faults.slice(0, SHOWN).join(' | ')}`);
  }

  /** A line for each sentence, and last how many hold and how many do not. */
  lines(): string[] {
    const lines = [...this.#faults].flatMap(([sentence, faults]) =>
      faults.length === 0 ? [`  ok    ${sentence}`] : [`  FAIL  ${sentence} (${faults.length})`, ...faults.slice(0, SHOWN).map((fault) => `        ${fault}`)],
    );
    return [...lines, `${this.#faults.size - this.failed.length} passed, ${this.failed.length} failed`];
  }
}
