import { type ReactNode, useId } from 'react';
import { Button } from './Button.tsx';
import { closeDialog, openDialog } from './open-dialog.ts';

interface Props {
  readonly title: string;
  /** what the button says that shuts it */
  readonly close: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page, with its title and a button that shuts it above what it holds. */
export function TitledDialog({ title, close, className = '', onClose, children }: Props) {
  const id = useId();
  return (
    <dialog
      ref={openDialog}
      className={`${className} m-auto w-[min(36rem,calc(100vw-24px))] rounded-l border border-line bg-paper p-0 text-ink shadow-3 backdrop:bg-[rgb(0_0_0/45%)]`}
      aria-labelledby={id}
      onClose={onClose}
    >
      <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-5">
        <h2 id={id} className="mr-auto text-body">
          {title}
        </h2>
        <Button look="quiet" onClick={(event) => closeDialog(event.currentTarget)}>
          {close}
        </Button>
      </header>
      <div className="grid gap-5 p-5">{children}</div>
    </dialog>
  );
}
