/** A line of progress on stderr: a bar with rate and time left on a terminal; nothing when quiet or when stderr is not a terminal. */
export class Progress {
  readonly #stage: string;
  readonly #total: number;
  readonly #unit: string;
  readonly #stream: NodeJS.WriteStream | undefined;
  readonly #started = performance.now();
  #lastDrawn = 0;
  #drawn = false;

  constructor(stage: string, total: number, unit: string, quiet: boolean, stream: NodeJS.WriteStream = process.stderr) {
    this.#stage = stage;
    this.#total = total;
    this.#unit = unit;
    this.#stream = quiet || !stream.isTTY ? undefined : stream;
  }

  /** Shows that `done` of the total are done, at most ten times a second. */
  update(done: number): void {
    const now = performance.now();
    if (this.#stream === undefined || now - this.#lastDrawn < 100 || now - this.#started < 300) return;
    this.#lastDrawn = now;
    this.#drawn = true;
    this.#stream.write(`\r\u001b[2K${progressLine(this.#stage, done, this.#total, this.#unit, (now - this.#started) / 1000)}`);
  }

  /** Takes the bar away. */
  finish(): void {
    if (this.#drawn) this.#stream?.write('\r\u001b[2K');
  }
}

const WIDTH = 24;

/** The text of a progress bar. @param seconds  since the start */
export function progressLine(stage: string, done: number, total: number, unit: string, seconds: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const filled = Math.round(share * WIDTH);
  const rate = seconds > 0 ? done / seconds : 0;
  const left = rate > 0 ? ` · ${duration((total - done) / rate)} left` : '';
  return `${stage} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${Math.floor(100 * share)} % · ${Math.round(rate)} ${unit}/s${left}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
