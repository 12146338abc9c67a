import { coloursOf, terminalOf, type TerminalStream } from './terminal.ts';

/** A stream that progress can be drawn on. */
export interface ProgressStream extends TerminalStream {
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** How many were done before this stage began; they count in the bar and not in the rate. */
  readonly from?: number;
  readonly stream?: ProgressStream;
  /** Milliseconds; `performance.now` unless a test says otherwise. */
  readonly clock?: () => number;
}

/** A stage shorter than this draws nothing. */
const SILENT_MS = 300;
const BETWEEN_DRAWINGS_MS = 100;
const WIDTH = 24;

/** A line of progress on stderr: the stage, a bar, the rate and the time left; nothing when quiet or when nobody watches. */
export class Progress {
  readonly #stage: string;
  readonly #total: number;
  readonly #unit: string;
  readonly #from: number;
  readonly #stream: ProgressStream;
  readonly #clock: () => number;
  readonly #shown: boolean;
  readonly #unicode: boolean;
  readonly #started: number;
  #lastDrawn = -Infinity;
  #drawn = false;

  constructor(stage: string, total: number, unit: string, quiet: boolean, options: ProgressOptions = {}) {
    this.#stage = stage;
    this.#total = total;
    this.#unit = unit;
    this.#from = options.from ?? 0;
    this.#stream = options.stream ?? process.stderr;
    this.#clock = options.clock ?? (() => performance.now());
    const { live, unicode } = terminalOf(this.#stream);
    this.#shown = live && !quiet;
    this.#unicode = unicode;
    this.#started = this.#clock();
  }

  /** Shows that `done` of the total are done, at most ten times a second. */
  update(done: number): void {
    const now = this.#clock();
    if (!this.#shown || now - this.#lastDrawn < BETWEEN_DRAWINGS_MS || now - this.#started < SILENT_MS) return;
    this.#lastDrawn = now;
    const stage = coloursOf(this.#stream).cyan(this.#stage);
    const bar = progressBar(done, this.#total, this.#unicode);
    this.#draw(`${stage} ${bar} ${rateText(done - this.#from, this.#total - done, this.#unit, (now - this.#started) / 1000)}`);
  }

  /** Names the stage before work that cannot tell how far it is. */
  announce(): void {
    if (this.#shown) this.#draw(`${coloursOf(this.#stream).cyan(this.#stage)} … ${grouped(this.#total)} ${this.#unit}`);
  }

  /** Removes the line. */
  finish(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[2K');
    this.#drawn = false;
  }

  #draw(line: string): void {
    this.#drawn = true;
    this.#stream.write(`\r\u001b[2K${line}`);
  }
}

/** A bar of fixed width and the share in percent. */
export function progressBar(done: number, total: number, unicode: boolean): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const filled = Math.round(share * WIDTH);
  const [full, empty] = unicode ? ['█', '░'] : ['#', '.'];
  return `${full.repeat(filled)}${empty.repeat(WIDTH - filled)} ${Math.floor(100 * share)} %`;
}

/**
 * Rate and time left in words.
 * @param done     in `seconds`
 * @param left     still to do
 */
export function rateText(done: number, left: number, unit: string, seconds: number): string {
  const rate = seconds > 0 ? done / seconds : 0;
  if (rate <= 0) return `· 0 ${unit}/s`;
  return `· ${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))} ${unit}/s · ${duration(Math.max(0, left) / rate)} left`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', ' ');
}
