/**
 * A button and what it opens: the browser's own popover at its anchor, so it shuts by Escape, by a press beside it and when
 * another one opens, and the focus comes back by itself.
 */
import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';
import { Button } from './Button.tsx';

interface Props {
  /** what stands on the button */
  readonly label: ReactNode;
  /** name of the button where `label` has no words */
  readonly name?: string;
  readonly look?: 'plain' | 'quiet';
  readonly icon?: boolean;
  readonly className?: string;
  /** made when it is open; `shut` closes it */
  readonly children: (shut: () => void) => ReactNode;
}

/** Where anchors are not known to the browser. */
function placeBelow(box: HTMLElement, button: HTMLElement | null): void {
  if (!button || CSS.supports('position-area: bottom')) return;
  const at = button.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(at.bottom, innerHeight - box.offsetHeight - 8))}px`;
}

export function Popover({ label, name, look = 'plain', icon = false, className = '', children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const onToggle = (event: ToggleEvent<HTMLDivElement>): void => {
    if (event.newState === 'open') placeBelow(event.currentTarget, button.current);
  };
  return (
    <>
      <Button
        ref={button}
        look={look}
        icon={icon}
        className={className}
        aria-label={name}
        aria-expanded={isOpen}
        popoverTarget={id}
      >
        {label}
      </Button>
      <div
        ref={box}
        id={id}
        popover="auto"
        className="inset-auto m-1 max-h-[80vh] max-w-[min(24rem,calc(100vw-1rem))] overflow-auto rounded-l border border-line bg-paper p-2 text-ui text-ink shadow-3 [position-area:bottom_span-right] [position-try-fallbacks:flip-inline,flip-block,flip-block_flip-inline]"
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
        onToggle={onToggle}
      >
        {isOpen ? children(() => box.current?.hidePopover()) : null}
      </div>
    </>
  );
}
