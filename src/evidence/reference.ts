/** A source that a number in this program rests on. */
export interface Reference {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  /** DOI, PMID, registry number or web page. */
  readonly locator: string;
  /** What it is cited for. */
  readonly says: string;
}
