/** What a pass under way asks before each step: whether to wait, and whether to stop. */
export class Gate {
  #isPaused = false;
  #isStopped = false;
  #wake: (() => void) | null = null;

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  pause(): void {
    this.#isPaused = true;
  }

  goOn(): void {
    this.#isPaused = false;
    this.#wake?.();
  }

  stop(): void {
    this.#isStopped = true;
    this.goOn();
  }

  /** For a new pass. A pause that was asked for between two passes holds for the next. */
  reset(): void {
    this.#isStopped = false;
  }

  /** Resolves once it is neither paused nor, being paused, stopped. */
  async wait(): Promise<void> {
    while (this.#isPaused) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
