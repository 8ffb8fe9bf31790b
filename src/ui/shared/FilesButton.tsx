/** Chooses files, or a folder of them, from the disk. */
import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { Button } from './Button.tsx';

interface Props {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly take: (files: readonly File[]) => void;
  /** name of the input, for whoever looks for it */
  readonly mark: string;
  readonly folder?: boolean;
}

export function FilesButton({ label, isDisabled = false, take, mark, folder = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button disabled={isDisabled} onClick={() => input.current?.click()}>
        <FolderOpen size="1.15em" strokeWidth={1.9} aria-hidden="true" />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        {...(folder ? { webkitdirectory: '' } : {})}
        className="hidden"
        tabIndex={-1}
        aria-label={label}
        data-recording-files={mark}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) take(files);
        }}
      />
    </>
  );
}
