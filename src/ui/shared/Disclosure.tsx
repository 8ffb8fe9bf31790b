import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface Props {
  readonly summary: ReactNode;
  /** one line at the right end: what is inside */
  readonly aside?: ReactNode;
  readonly open?: boolean;
  /** what is inside is made when it is open */
  readonly lazy?: boolean;
  /** `row` = a row of a list of them, from edge to edge */
  readonly look?: 'plain' | 'row';
  readonly className?: string;
  /** of a panel's row */
  readonly id?: string;
  readonly children: ReactNode;
}

const SUMMARY =
  'flex cursor-pointer list-none items-center gap-2 text-ui hover:bg-canvas focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden';
const LOOKS = {
  plain: { summary: '-mx-1 min-h-8 rounded-m px-1 touch:min-h-[44px]', body: '' },
  row: { summary: 'min-h-10 px-5 py-2 phone:px-4 touch:min-h-12', body: 'px-5 pb-4 phone:px-4' },
} as const;

/** A native disclosure: open or shut by the reader, remembered by nobody. */
export function Disclosure({
  summary,
  aside = null,
  open = false,
  lazy = false,
  look = 'plain',
  className = '',
  id,
  children,
}: Props) {
  const [isOpen, setOpen] = useState(open);
  const looks = LOOKS[look];
  return (
    <details
      className={`disclosure ${className}`}
      data-panel-row={id}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={`${SUMMARY} ${looks.summary}`}>
        <ChevronRight
          size="1.15em"
          strokeWidth={1.9}
          className="flex-none text-ink-3 transition-transform duration-120 [details[open]>summary>&]:rotate-90"
          aria-hidden="true"
        />
        <span className="flex flex-none items-center gap-2 font-semibold">{summary}</span>
        {aside === null ? null : (
          <span className="ml-auto min-w-0 pl-2 text-right text-cap wrap-anywhere break-keep text-ink-3">
            {aside}
          </span>
        )}
      </summary>
      {lazy && !isOpen ? null : <div className={looks.body}>{children}</div>}
    </details>
  );
}
