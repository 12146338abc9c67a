/** What stands for a missing value in every file: nothing, as R and SAS write it. */
const missing: readonly string[] = ['', 'NA', '.'];

/** Whether a field, without the blanks around it, is a missing value. */
export function isMissing(field: string): boolean {
  return missing.includes(field);
}

/** A field where it says something; nothing where it is a missing value. */
export function present(field: string): string {
  return isMissing(field) ? '' : field;
}
