/** What data files and reports say of an endpoint: whole numbers from 0 up unless it says otherwise. */
export interface EndpointTraits {
  readonly label: string;
  /** As in pictures and sentences. */
  readonly shortLabel: string;
  /** Within a sentence, where that is not the short label. */
  readonly inSentence?: string;
  readonly unit: string;
  readonly maximum: number;
  /** 0 unless it is said. */
  readonly minimum?: number;
  /** Whole numbers unless it is false. */
  readonly whole?: boolean;
}
