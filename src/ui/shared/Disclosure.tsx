import { type ReactNode, useState } from 'react';

/** A native disclosure: open or shut by the reader, remembered by nobody. `lazy` = what is inside is made when it is open. */
export function Disclosure({
  summary,
  open = false,
  lazy = false,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  lazy?: boolean;
  children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details className="disclosure" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {lazy && !isOpen ? null : children}
    </details>
  );
}
