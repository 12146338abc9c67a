/** How the user called the program, so that what is printed can be typed again: in a checkout through npm, installed by its name. */
export function programName(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment.npm_lifecycle_event === 'start' ? 'npm start --' : 'crossover-sim';
}
