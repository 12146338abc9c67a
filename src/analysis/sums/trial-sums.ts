import { columnKey } from '../../trial/trial-data.ts';
import type { TrialsSideBySide } from '../../trial/trials-side-by-side.ts';
import type { AnalysisSpec } from '../analysis.ts';
import { GroupSums } from './group-sums.ts';
import type { Selection } from './module-text.ts';
import { SumsModule } from './sums-module.ts';

/** The sums that the analyses of a study read of its trials, made once for all of them and of several trials at a time. */
export class TrialSums {
  readonly #trials: TrialsSideBySide;
  readonly #module: SumsModule;
  readonly #recall: () => void;
  readonly #places = new Map<string, number>();
  readonly #sums: GroupSums[] = [];

  private constructor(trials: TrialsSideBySide, module: SumsModule, recall: () => void) {
    this.#trials = trials;
    this.#module = module;
    this.#recall = recall;
  }

  /**
   * @param recall  fills the data of the trial at hand, for what the sums do not tell
   * @returns undefined on an engine that cannot make them
   */
  static of(trials: TrialsSideBySide, recall: () => void): TrialSums | undefined {
    const module = SumsModule.of(trials);
    return module === undefined ? undefined : new TrialSums(trials, module, recall);
  }

  /** The sums that a question reads; undefined where it reads more than the values of all participants. */
  for({ endpoint, visit, measure, population, reference, comparator }: AnalysisSpec, selection: Selection): GroupSums | undefined {
    if (measure !== 'value' || population !== 'all' || reference === comparator) return undefined;
    const question = { column: columnKey(endpoint, visit), reference, comparator, selection };
    const name = JSON.stringify(question);
    const place = this.#places.get(name) ?? this.#sums.push(new GroupSums(question, this.#trials, this.#module, this.#recall)) - 1;
    this.#places.set(name, place);
    return this.#sums[place];
  }

  /** Sums up the trials at hand. */
  read(): void {
    for (let place = 0; place < this.#sums.length; place++) this.#sums[place].read();
  }

  /** Moves to one of the trials. @returns whether all of its sums are usable */
  moveTo(trial: number): boolean {
    let areUsable = true;
    for (let place = 0; place < this.#sums.length; place++) if (!this.#sums[place].moveTo(trial)) areUsable = false;
    return areUsable;
  }
}
