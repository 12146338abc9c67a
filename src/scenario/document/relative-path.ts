/** A path relative to the folder of a file. */
export function resolveRelative(file: string, path: string): string {
  return path.startsWith('/') ? path : normalised(`${file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'}/${path}`);
}

/** A path without `.`, empty parts, and `..` that can be resolved. */
export function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || part === '') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
