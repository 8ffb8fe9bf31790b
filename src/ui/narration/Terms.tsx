/**
 * A sentence with the words of the glossary marked: what one means stands beside it while it is pointed at, pressed or has
 * the focus. Esc puts it away, and it stays while the pointer is in it.
 */
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { textsOf } from '../../i18n/index.ts';
import type { Rich } from '../../i18n/rich.ts';
import { useStore } from '../../store/use-store.ts';
import { type Term, termsIn } from '../shared/glossary-terms.ts';
import { useLifetime } from '../shared/hooks.ts';
import { RichText } from '../shared/RichText.tsx';
import { finderOf, withTerms } from './terms.ts';

/** The way from the word into the box. */
const WAY_MS = 250;
const UNDERLINE = {
  textDecoration: 'underline dotted',
  textUnderlineOffset: '0.25em',
  cursor: 'help',
} as const;

export function Terms({ parts }: { parts: Rich }) {
  const texts = useStore((s) => textsOf(s.lang));
  const lang = useStore((s) => s.lang);
  const find = useMemo(() => finderOf(termsIn(texts), lang), [texts, lang]);
  let at = 0;
  return withTerms(parts, find).map((one) => {
    at += 1;
    return 'term' in one ? (
      <Word key={`${at} ${one.term.id}`} word={one.word} term={one.term} />
    ) : (
      <RichText key={at} parts={one.parts} />
    );
  });
}

/** Above or below the word, inside the window. */
function place(box: HTMLElement, word: HTMLElement): void {
  const { left, top, bottom } = word.getBoundingClientRect();
  const over = top - box.offsetHeight - 4;
  const under = bottom + 4;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${under + box.offsetHeight <= innerHeight - 8 ? under : Math.max(8, over)}px`;
}

function Word({ word, term }: { word: string; term: Term }) {
  const own = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isOpen, setOpen] = useState(false);
  const show = (): void => {
    clearTimeout(timer.current);
    setOpen(true);
  };
  const hide = (): void => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const leave = (): void => {
    timer.current = setTimeout(() => document.activeElement !== own.current && hide(), WAY_MS);
  };
  return (
    <>
      <dfn
        ref={own}
        className="not-italic zh:whitespace-nowrap"
        style={UNDERLINE}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what it means is for who uses the keys, too
        tabIndex={0}
        aria-description={term.what}
        data-term={term.id}
        onFocus={show}
        onBlur={hide}
        onPointerEnter={show}
        onPointerLeave={leave}
      >
        {word}
      </dfn>
      {isOpen
        ? createPortal(<Box word={own} term={term} show={show} hide={hide} leave={leave} />, document.body)
        : null}
    </>
  );
}

interface BoxProps {
  readonly word: RefObject<HTMLElement | null>;
  readonly term: Term;
  readonly show: () => void;
  readonly hide: () => void;
  readonly leave: () => void;
}

function Box({ word, term, show, hide, leave }: BoxProps) {
  const end = useRef(hide);
  const listen = useCallback(() => {
    // before the page's own keys: nothing else is shut by this press
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end.current();
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, []);
  useLifetime(listen);
  const open = (box: HTMLElement | null): void => {
    if (!box || !word.current || box.matches(':popover-open')) return;
    box.showPopover();
    place(box, word.current);
  };
  return (
    <div
      ref={open}
      popover="manual"
      className="inset-auto m-0 max-w-[min(24rem,calc(100vw-1rem))] rounded-l border border-line bg-paper px-3 py-2 text-ui text-ink shadow-3"
      data-term-box={term.id}
      aria-hidden="true"
      onPointerEnter={show}
      onPointerLeave={leave}
    >
      <b className="font-semibold">{term.name}</b>
      <span className="block text-ink-2">{term.what}</span>
    </div>
  );
}
