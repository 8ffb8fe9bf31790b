/**
 * The SQL editor: CodeMirror in a shadow root, since the page's policy allows no inline style and a shadow root takes
 * constructed sheets. It speaks plain values: a text, a place to mark, names to complete.
 */
import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { SQLDialect, type SQLNamespace, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface ScriptPlace {
  readonly at: number;
  readonly length: number;
}

/** What may be completed: tables and columns by database. */
export interface CompletionNames {
  readonly databases: { readonly [database: string]: { readonly [table: string]: readonly string[] } };
  /** the database in use */
  readonly current: string | null;
}

interface EditorOptions {
  readonly text: string;
  readonly label: string;
  readonly hint: string;
  readonly names: CompletionNames;
  readonly onChange: (text: string) => void;
  /** Ctrl+Enter, Cmd+Enter: the marked text, or all of it */
  readonly onRun: (text: string) => void;
  /** Up in an empty editor */
  readonly onRecall: () => string | null;
}

export interface Editor {
  setText(text: string): void;
  setNames(names: CompletionNames): void;
  /** the marked text, or all of it */
  wanted(): string;
  /** underlines a place and brings it into view; null takes the mark away */
  mark(place: ScriptPlace | null): void;
  focus(): void;
  destroy(): void;
}

const setMark = StateEffect.define<ScriptPlace | null>();
const wrong = Decoration.mark({ class: 'cm-wrong' });

/** The marked place goes away with the first change of the text. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = transaction.docChanged ? Decoration.none : value;
    for (const effect of transaction.effects) {
      if (!effect.is(setMark)) continue;
      const { length } = transaction.state.doc;
      const place = effect.value;
      const from = Math.min(place?.at ?? 0, length);
      const to = Math.min(from + (place?.length ?? 0), length);
      next = place && to > from ? Decoration.set([wrong.range(from, to)]) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--color-ink)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--color-ins)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--color-ink-2)', fontStyle: 'italic' },
  { tag: tags.comment, color: 'var(--color-ink-3)' },
]);

const theme = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--color-ink)',
    backgroundColor: 'var(--color-paper)',
    fontSize: 'inherit',
  },
  '&.cm-focused': { outline: '2px solid var(--color-focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--color-ink)', padding: '8px 0' },
  '.cm-line': { padding: '0 12px' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'var(--color-call-tint) !important',
  },
  '.cm-placeholder': { color: 'var(--color-ink-3)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--color-sunken)', outline: '1px solid var(--color-line-2)' },
  '.cm-wrong': {
    textDecoration: 'underline wavy var(--color-error)',
    textUnderlineOffset: '3px',
    backgroundColor: 'var(--color-error-tint)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--color-paper)',
    border: '1px solid var(--color-line)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow-3)',
    color: 'var(--color-ink)',
  },
  '.cm-tooltip-autocomplete ul li': { padding: '2px 8px', minHeight: '24px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--color-sunken)',
    color: 'var(--color-ink)',
  },
});

/** SQLite's words and those of MySQL's sentences that are answered; no others are offered. */
const DIALECT = SQLDialect.define({
  keywords:
    'all and as asc between by case cast collate cross current_date current_time current_timestamp databases desc describe distinct else end escape except exists explain fields filter following from full glob group having in index inner intersect is isnull join keys left like limit match natural not notnull null nulls offset on or order outer over partition plan pragma preceding query range recursive regexp right row rows schemas select show status table tables then ties unbounded union use using values when where window with',
  types: 'blob boolean date datetime int integer numeric real text time timestamp varchar',
  builtin: 'database version user now count sum avg min max json_extract length lower upper coalesce',
  identifierQuotes: '`"',
  operatorChars: '*+-%<>!=&|/~',
  hashComments: true,
  doubleQuotedStrings: false,
});

function language(names: CompletionNames): Extension {
  const schema: { [name: string]: SQLNamespace } = {};
  for (const [database, tables] of Object.entries(names.databases)) {
    schema[database] = Object.fromEntries(
      Object.entries(tables).map(([table, columns]) => [table, [...columns]]),
    );
  }
  return sql({
    dialect: DIALECT,
    upperCaseKeywords: true,
    schema,
    ...(names.current === null ? {} : { defaultSchema: names.current }),
  });
}

export function mountEditor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const languageSlot = new Compartment();
  const wanted = ({ state }: EditorView): string => {
    const { from, to } = state.selection.main;
    return from === to ? state.doc.toString() : state.sliceDoc(from, to);
  };
  const replace = (view: EditorView, text: string): void => {
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      selection: { anchor: text.length },
    });
  };
  const keys = keymap.of([
    {
      key: 'Mod-Enter',
      run: (view) => {
        options.onRun(wanted(view));
        return true;
      },
    },
    {
      key: 'ArrowUp',
      run: (view) => {
        if (view.state.doc.length > 0) return false;
        const text = options.onRecall();
        if (text === null) return false;
        replace(view, text);
        return true;
      },
    },
    { key: 'Tab', run: acceptCompletion },
    ...completionKeymap,
    ...historyKeymap,
    ...defaultKeymap,
  ]);
  const view = new EditorView({
    root,
    parent: root as unknown as HTMLElement,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        keys,
        history(),
        bracketMatching(),
        autocompletion({ icons: false }),
        // also what is only about to open: it would cover the buttons
        EditorView.domEventHandlers({ blur: (_, view) => void closeCompletion(view) }),
        marks,
        theme,
        syntaxHighlighting(colours),
        placeholder(options.hint),
        languageSlot.of(language(options.names)),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(text) {
      if (view.state.doc.toString() !== text) replace(view, text);
    },
    setNames: (names) => view.dispatch({ effects: languageSlot.reconfigure(language(names)) }),
    wanted: () => wanted(view),
    mark(place) {
      const at = place && Math.min(place.at, view.state.doc.length);
      view.dispatch({
        effects: setMark.of(place),
        ...(at === null ? {} : { selection: { anchor: at }, scrollIntoView: true }),
      });
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
