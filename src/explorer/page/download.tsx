import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface DownloadProps {
  /** What is taken away; nothing is offered where it is not there yet. */
  readonly text: string | undefined;
  readonly name: string;
  readonly type: string;
  readonly children: ComponentChildren;
}

/** A file to take away. */
export function Download({ text, name, type, children }: DownloadProps) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (text === undefined) return setAddress(undefined);
    const made = URL.createObjectURL(new Blob([text], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <p class="download">
      {address === undefined ? (
        <>{name}: not there yet</>
      ) : (
        <a href={address} download={name}>
          {name}
        </a>
      )}{' '}
      {children}
    </p>
  );
}
