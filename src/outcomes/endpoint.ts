/** What data files and reports say of an endpoint of whole numbers from 0 up. */
export interface EndpointTraits {
  readonly label: string;
  /** As in pictures and sentences. */
  readonly shortLabel: string;
  /** Within a sentence, where that is not the short label. */
  readonly inSentence?: string;
  readonly unit: string;
  readonly maximum: number;
}
