/** The editor and the answers to what was asked last. */
import { Play } from 'lucide-react';
import { useCallback, useId, useRef } from 'react';
import { parametersIn } from '../../core/databases/mysql/parameters.ts';
import { MOST_SCRIPT } from '../../core/databases/mysql/session.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { consoleServer } from '../../store/console.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { Input } from '../shared/Select.tsx';
import { type Editor, mountEditor, type ScriptPlace } from './editor.ts';
import { namesOf } from './names.ts';
import { PROBLEM, Results } from './Results.tsx';
import { useConsole, useConsoleStore } from './use-console.ts';

export function EditorView({ t, texts }: { t: DataTexts; texts: Texts }) {
  const page = usePageStore();
  const console = useConsoleStore();
  const editor = useRef<Editor | null>(null);
  const draft = useStore((s) => s.draft);
  const isRunning = useConsole((s) => s.entries.at(-1)?.end === null);
  const layout = useStore(consoleServer);
  const physical = useConsole((s) => s.physical);
  const database = useConsole((s) => s.database);
  const { editor: label, hint } = t.sql;
  const mount = useCallback(
    (host: HTMLDivElement | null) => {
      if (!host) return;
      const { physical: all, database: current } = console.getState();
      const made = mountEditor(host, {
        text: page.getState().draft,
        label,
        hint,
        names: namesOf(consoleServer(page.getState()), all, current),
        onChange: (text) => page.getState().setDraft(text),
        onRun: (text) => void console.getState().run(text),
        onRecall: () => console.getState().history.at(-1) ?? null,
      });
      editor.current = made;
      return () => {
        editor.current = null;
        made.destroy();
      };
    },
    [page, console, label, hint],
  );
  useChange(draft, (text) => editor.current?.setText(text));
  useChange(`${layout.id} ${layout.cells} ${physical} ${database}`, () =>
    editor.current?.setNames(namesOf(layout, physical, database)),
  );
  const mark = (place: ScriptPlace): void => {
    editor.current?.mark(place);
    editor.current?.focus();
  };
  const tooLong = draft.length > MOST_SCRIPT;
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(14rem,2fr)_minmax(0,3fr)] @max-[44rem]:block @max-[44rem]:overflow-auto">
      <div className="flex min-h-0 flex-col border-line border-r @max-[44rem]:border-r-0 @max-[44rem]:border-b">
        <div
          className="sql-editor min-h-18 flex-1 overflow-hidden text-ui @max-[44rem]:h-36"
          data-typing=""
          data-sql-input=""
          ref={mount}
        />
        <Parameters draft={draft} t={t} />
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
          <Button
            look="filled"
            title={t.sql.runTitle}
            disabled={isRunning || tooLong}
            data-run=""
            onClick={() => void console.getState().run(editor.current?.wanted() ?? draft)}
          >
            <Play size={15} strokeWidth={2.2} aria-hidden="true" />
            {isRunning ? t.sql.running : t.sql.run}
          </Button>
          <Button look="quiet" disabled={!isRunning} data-stop="" onClick={() => console.getState().stop()}>
            {t.sql.stop}
          </Button>
          <FormatButton t={t} />
        </div>
        {tooLong ? (
          <p className={PROBLEM} role="status">
            {t.sql.tooLongScript(draft.length, MOST_SCRIPT)}
          </p>
        ) : null}
      </div>
      <Results t={t} texts={texts} onPlace={mark} />
    </div>
  );
}

/** `:host` in the text asks for a value here. */
function Parameters({ draft, t }: { draft: string; t: DataTexts }) {
  const id = useId();
  const written = useConsole((s) => s.parameters);
  const setParameter = useConsole((s) => s.setParameter);
  const names = draft.length > MOST_SCRIPT ? [] : parametersIn(draft);
  if (names.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap gap-x-3 gap-y-1 px-3 py-2" aria-label={t.sql.parameters}>
      {names.map((name) => (
        <span className="inline-flex items-center gap-2" key={name}>
          <label className="font-mono text-cap" htmlFor={`${id}-${name}`} lang="en">
            :{name}
          </label>
          <Input
            id={`${id}-${name}`}
            className="w-36"
            type="text"
            value={written[name] ?? ''}
            placeholder="NULL"
            title={t.sql.parameterTitle}
            data-parameter={name}
            onChange={({ target }) => setParameter(name, target.value)}
          />
        </span>
      ))}
    </fieldset>
  );
}

/** The formatter is loaded when it is first wanted. A text that it cannot read stays as it is. */
function FormatButton({ t }: { t: DataTexts }) {
  const page = usePageStore();
  const note = useRef<HTMLSpanElement>(null);
  const format = async (): Promise<void> => {
    const { draft, setDraft } = page.getState();
    const { formatDialect, sqlite } = await import('sql-formatter');
    try {
      const laid = formatDialect(draft, { dialect: sqlite, keywordCase: 'upper', tabWidth: 2 });
      // an answer that comes late must not overwrite what was typed meanwhile
      if (page.getState().draft === draft) setDraft(laid);
      if (note.current) note.current.textContent = '';
    } catch {
      if (note.current) note.current.textContent = t.sql.formatFailed;
    }
  };
  return (
    <>
      <Button look="quiet" title={t.sql.formatTitle} data-format="" onClick={() => void format()}>
        {t.sql.format}
      </Button>
      <span className="text-cap text-ink-2" role="status" ref={note} />
    </>
  );
}
