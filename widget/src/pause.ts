/** Waits that grow with each failure and can be cut short. */

const FIRST_MS = 250;
const LONGEST_MS = 30_000;

export class Pause {
  private wake: (() => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Return after a pause for the `count`th failure in a row, at least `seconds` long. */
  async forFailure(count: number, seconds: number): Promise<void> {
    const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** (count - 1));
    // Not all browsers come back in the same moment after an outage.
    const milliseconds = Math.max(seconds * 1000, backOff * (0.75 + Math.random() / 2));
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      this.timer = setTimeout(resolve, milliseconds);
    });
    this.end();
  }

  /** Let whoever waits go on now. */
  end(): void {
    clearTimeout(this.timer);
    this.wake?.();
    this.wake = null;
  }
}
