import { type ComponentProps, type ReactNode, useRef } from 'react';
import { Button } from '../shared/Button.tsx';

interface Props extends Omit<ComponentProps<typeof Button>, 'onClick' | 'icon'> {
  readonly label: string;
  readonly icon?: ReactNode;
  /** of the field itself, for tests */
  readonly field?: { readonly 'data-progress-file': string };
  /** takes what stands in the file; what is wrong with it is thrown */
  readonly read: (text: string) => unknown;
  /** what was wrong with the last one; null = it was taken */
  readonly onEnd: (wrong: string | null) => void;
}

/** Takes a JSON file from the disk; the same file can be taken again. */
export function FileButton({ label, icon, field, read, onEnd, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      await read(await file.text());
      onEnd(null);
    } catch (error) {
      onEnd(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <Button {...rest} onClick={() => input.current?.click()}>
        {icon}
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="hidden"
        tabIndex={-1}
        aria-label={label}
        {...field}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </>
  );
}
