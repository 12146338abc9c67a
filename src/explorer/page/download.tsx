import type { ComponentChildren } from 'preact';

/** Hands a text to the browser as a file that is downloaded. */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

interface DownloadProps {
  readonly name: string;
  /** Whether it is there to be taken. */
  readonly ready: boolean;
  readonly onTake: () => void;
  readonly children: ComponentChildren;
}

/** A file to take away. */
export function Download({ name, ready, onTake, children }: DownloadProps) {
  return (
    <p class="download">
      <button type="button" disabled={!ready} onClick={onTake}>
        Download {name}
      </button>{' '}
      {children}
    </p>
  );
}
