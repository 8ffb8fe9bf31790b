/**
 * The search and palette, over the page: any part of a name leads to its steps, any words of what can be done do it. A
 * combobox over a grouped list, in a native dialog: Up and Down choose, Enter goes there, Esc goes back to where the focus was.
 */
import { Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { isSetback } from '../../core/story/setbacks.ts';
import type { Step } from '../../core/story/step.ts';
import { type DataTexts, stepTitle, type Texts, textsOf } from '../../i18n/index.ts';
import { bookmarkedSteps, stepsOf, traceOf } from '../../store/derived.ts';
import type { DockPanel } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Breakable } from '../shared/Breakable.tsx';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { termsIn } from '../shared/glossary-terms.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { showWhole } from '../shared/keep-in-view.ts';
import { closeDialog, openDialog } from '../shared/open-dialog.ts';
import { useDeeds } from './deeds.ts';
import { type HitGroup, type ResultLine, resultsOf } from './results.ts';

/** `panels` = those that it can open, in the order of their keys. */
export function Search({ panels }: { panels: readonly DockPanel[] }) {
  const texts = useStore((s) => textsOf(s.lang));
  const t = useStore((s) => textsOf(s.lang).data).search;
  const { setSearching } = useActions();
  const titleId = useId();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the box closes it as Esc does, which is the dialog's own
    <dialog
      ref={openDialog}
      className="search mx-auto mt-[min(8vh,6rem)] mb-auto max-h-[min(40rem,calc(100dvh-min(8vh,6rem)-24px))] w-[min(46rem,calc(100vw-24px))] flex-col overflow-hidden rounded-l border border-line bg-paper p-0 text-ink shadow-3 backdrop:bg-[rgb(0_0_0/45%)] open:flex"
      aria-labelledby={titleId}
      onClose={() => setSearching(false)}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <h2 id={titleId} className="sr-only">
        {t.title}
      </h2>
      <SearchBox t={t} texts={texts} panels={panels} />
    </dialog>
  );
}

type SearchTexts = DataTexts['search'];

interface SearchContext {
  readonly t: SearchTexts;
  readonly texts: Texts;
  readonly panels: readonly DockPanel[];
}

function SearchBox({ t, texts, panels }: SearchContext) {
  const [query, setQuery] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const listId = useId();
  const groups = useResults(query, opened, { t, texts, panels });
  const { seek } = useActions();
  const lines = groups.flatMap((group) => group.lines);
  const chosen = lines[Math.min(at, lines.length - 1)] ?? null;
  const ask = (text: string): void => {
    setQuery(text);
    setOpened(null);
    setAt(0);
  };
  const take = (line: ResultLine, from: Element): void => {
    if (line.kind === 'all') setOpened(line.id.replace(/-all$/, ''));
    else if (line.kind === 'ask') ask(line.hit.name);
    else if (line.kind === 'term') ask(line.term.name);
    else {
      closeDialog(from);
      if (line.kind === 'step') seek(line.step.n);
      else line.act();
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined && lines.length > 0) {
      event.preventDefault();
      const edge = Math.min(Math.max(at + by, 0), lines.length - 1);
      setAt(Math.abs(by) === 1 ? (at + by + lines.length) % lines.length : edge);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      take(chosen, event.currentTarget);
    }
  };
  return (
    <>
      <div className="flex flex-none items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <SearchIcon size="1.2em" strokeWidth={1.9} className="flex-none text-ink-3" aria-hidden="true" />
        <input
          className="search-input min-h-11 min-w-0 flex-1 bg-transparent text-body outline-none placeholder:text-ink-3"
          type="text"
          role="combobox"
          aria-expanded={lines.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          aria-label={t.input}
          placeholder={t.placeholder}
          value={query}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the dialog was asked for to type into it
          autoFocus
          onChange={(event) => ask(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button icon look="quiet" aria-label={t.close} onClick={(event) => closeDialog(event.currentTarget)}>
          <X size="1.2em" strokeWidth={1.9} aria-hidden="true" />
        </Button>
      </div>
      <p className="sr-only" aria-live="polite">
        {lines.length > 0 ? t.count(lines.length) : t.nothing}
      </p>
      {lines.length === 0 ? <p className="px-4 py-3 text-ui">{t.nothing}</p> : null}
      <div className="min-h-0 flex-1 overflow-auto py-1" id={listId} role="listbox" aria-label={t.title}>
        {groups.map((group) => (
          <GroupView
            key={group.id}
            group={group}
            name={groupName(group, t)}
            idOf={(line) => `${listId}-${line.id}`}
            chosen={chosen}
            take={take}
            t={t}
            texts={texts}
          />
        ))}
      </div>
      <p className="flex-none border-t border-line px-4 py-2 text-cap text-ink-2">{t.hint}</p>
    </>
  );
}

function groupName({ of, count }: HitGroup, t: SearchTexts): string {
  if (typeof of === 'string') return t.groups[of];
  return t.group(t.kinds[of.kind], of.also === null ? of.name : `${of.also} ${of.name}`, count);
}

function useResults(query: string, opened: string | null, asked: SearchContext): readonly HitGroup[] {
  const { texts } = asked;
  const trace = useStore(traceOf);
  const steps = useStore(stepsOf);
  const periodic = useStore((s) => s.periodic);
  const bookmarks = useStore(bookmarkedSteps);
  const deeds = useDeeds(asked.texts, asked.panels);
  const terms = useMemo(() => termsIn(texts), [texts]);
  return useMemo(() => {
    const titleOf = (step: Step): string => stepTitle(texts, step, trace);
    const { kinds } = texts.data.search;
    return resultsOf({
      trace,
      steps,
      periodic,
      query,
      opened,
      titleOf,
      kindOf: (kind) => kinds[kind],
      bookmarks,
      deeds,
      terms,
    });
  }, [trace, steps, periodic, query, opened, texts, bookmarks, deeds, terms]);
}

interface GroupProps {
  readonly group: HitGroup;
  readonly name: string;
  readonly idOf: (line: ResultLine) => string;
  readonly chosen: ResultLine | null;
  readonly take: (line: ResultLine, from: Element) => void;
  readonly t: SearchTexts;
  readonly texts: Texts;
}

function GroupView({ group, name, idOf, chosen, take, t, texts }: GroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
    <div role="group" aria-label={name} data-group={typeof group.of === 'string' ? group.of : group.of.kind}>
      <p
        className="sticky top-0 z-1 bg-paper px-4 pt-2 pb-1 text-cap font-semibold wrap-anywhere text-ink-2"
        aria-hidden="true"
      >
        {name}
      </p>
      {group.lines.map((line) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input, which names the chosen one
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input takes it
        <div
          key={line.id}
          id={idOf(line)}
          role="option"
          className="mx-1.5 flex min-h-9 scroll-mt-10 cursor-pointer items-center gap-2.5 rounded-m px-2.5 py-1 text-ui hover:bg-sunken aria-selected:bg-sunken aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-line-2 touch:min-h-[44px] forced-colors:aria-selected:outline-[Highlight]"
          aria-selected={line === chosen}
          data-line={line.kind}
          data-to-step={line.kind === 'step' ? line.step.n : undefined}
          onClick={(event) => take(line, event.currentTarget)}
          {...(line === chosen ? { ref: showWhole } : {})}
        >
          <LineView line={line} t={t} texts={texts} />
        </div>
      ))}
    </div>
  );
}

function LineView({ line, t, texts }: { line: ResultLine; t: SearchTexts; texts: Texts }) {
  const trace = useStore(traceOf);
  const current = useStore((s) => s.step);
  switch (line.kind) {
    case 'step':
      return (
        <>
          <span className="min-w-[2.2em] text-right text-ink-2 tabular-nums">{line.step.n}</span>
          <KindGlyph kind={isSetback(line.step, trace) ? 'error' : line.step.kind} size={16} />
          <span className="min-w-0 flex-1 wrap-anywhere">
            <Breakable>{stepTitle(texts, line.step, trace)}</Breakable>
          </span>
          {line.step.n === current ? <span className="text-cap text-ink-2">{t.now}</span> : null}
        </>
      );
    case 'all':
      return <span className="min-w-0 flex-1 wrap-anywhere">{t.all(line.count)}</span>;
    case 'ask':
      return (
        <span className="min-w-0 flex-1 wrap-anywhere">
          {t.kinds[line.hit.kind]} {line.hit.also ?? ''} <Code>{line.hit.name}</Code>
        </span>
      );
    case 'term':
      return (
        <span className="min-w-0 flex-1 wrap-anywhere">
          <b className="font-semibold">{line.term.name}</b>
          <span className="block text-ink-2">{line.term.what}</span>
        </span>
      );
    case 'do':
      return <span className="min-w-0 flex-1 wrap-anywhere">{line.label}</span>;
  }
}
