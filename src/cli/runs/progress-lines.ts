import type { SimulationProgress } from '../../power/simulation/simulation-options.ts';
import { Progress } from '../terminal/progress.ts';

/** What each stage is called. */
function nameOf({ stage, participants }: SimulationProgress): string {
  switch (stage) {
    case 'truth':
      return 'truth';
    case 'trials':
      return 'simulating';
    case 'sizes':
      return `up to ${participants} participants`;
    case 'curve':
      return 'replaying trials for the power curve';
  }
}

/** Shows what the library reports as lines of progress, one stage after the other. */
export class ProgressLines {
  readonly #quiet: boolean;
  #line: Progress | undefined;

  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }

  show(report: SimulationProgress): void {
    const { done, from, total, unit, stage } = report;
    if (done > from) {
      this.#line?.update(done);
      return;
    }
    this.finish();
    this.#line = new Progress(nameOf(report), total, unit, this.#quiet, { from });
    // The true effects of one study come all at once.
    if (stage === 'truth' && unit === 'patients') this.#line.announce();
  }

  /** Removes the line. */
  finish(): void {
    this.#line?.finish();
    this.#line = undefined;
  }
}
