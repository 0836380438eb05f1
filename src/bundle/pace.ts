/**
 * Keeps the reading of an archive in step with that of the archives in it: what streams out of the outer one has to wait
 * until the inner one has taken it.
 */
export class Pace {
  #waiting: Promise<unknown> | undefined;

  /** Whether what is read has to wait. */
  get isHeld(): boolean {
    return this.#waiting !== undefined;
  }

  /** Lets nothing more come before this has happened. */
  hold(until: Promise<unknown>): void {
    const before = this.#waiting;
    this.#waiting = before === undefined ? until : Promise.all([before, until]);
    // Whoever waits hears of a failure; until then it is nobody's.
    this.#waiting.catch(() => undefined);
  }

  /** Waits until nothing holds any more; throws what a sink threw. */
  async settled(): Promise<void> {
    while (this.#waiting !== undefined) {
      const waiting = this.#waiting;
      await waiting;
      if (this.#waiting === waiting) this.#waiting = undefined;
    }
  }
}
