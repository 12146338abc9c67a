/**
 * The text of a shipped scenario as one to start from: what it extends is named as the command line knows it from any
 * folder (`drugs/naloxone`), in place of its path beside the file.
 * @param path  of the shipped scenario, from the root of the repository
 */
export function startingText(path: string, text: string): string {
  return text.replace(/^extends:.*\n(?:[ \t]+.*\n|\].*\n)*/m, (lines) =>
    lines.replaceAll(/\.{1,2}\/[\w./-]+\.yaml/g, (name) =>
      new URL(name, `file:///${path}`).pathname.replace('/scenarios/', '').replace(/\.yaml$/, ''),
    ),
  );
}
