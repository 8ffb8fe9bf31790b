/** The SQL console: an editor with its results, or a terminal; both ask a copy of the databases at the step. */
import { useId, useRef } from 'react';
import { LAYOUT_IDS, layoutOfTrace } from '../../core/databases/layouts.ts';
import { type DataTexts, textsOf } from '../../i18n/index.ts';
import { consoleLayout } from '../../store/console.ts';
import { traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Segments } from '../shared/Segments.tsx';
import { Select } from '../shared/Select.tsx';
import { EditorView } from './EditorView.tsx';
import { Suggestions } from './Suggestions.tsx';
import { Terminal } from './Terminal.tsx';
import { useConsole } from './use-console.ts';

export function SqlPanel() {
  const lang = useStore((s) => s.lang);
  const texts = textsOf(lang);
  const t = textsOf(lang).data;
  const view = useConsole((s) => s.view);
  const box = useRef<HTMLDivElement>(null);
  /** where a chosen text goes on: to the editor or to the terminal's line */
  const focusInput = (): void => {
    box.current?.querySelector<HTMLElement>('[data-sql-input]')?.focus();
  };
  return (
    <div className="sql @container flex h-full min-h-0 flex-col" ref={box}>
      <Tools t={t} onChosen={focusInput} />
      {view === 'results' ? <EditorView t={t} texts={texts} /> : <Terminal t={t} />}
    </div>
  );
}

function Tools({ t, onChosen }: { t: DataTexts; onChosen: () => void }) {
  const step = useStore((s) => s.step);
  const view = useConsole((s) => s.view);
  const setView = useConsole((s) => s.setView);
  const physical = useConsole((s) => s.physical);
  const setPhysical = useConsole((s) => s.setPhysical);
  return (
    <div className="sql-tools flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
      <Segments
        label={t.sql.views}
        items={(['results', 'terminal'] as const).map((id) => ({ id, label: t.sql[id] }))}
        value={view}
        onChange={setView}
      />
      <LayoutSelect t={t} />
      <Suggestions t={t} onChosen={onChosen} />
      <Button
        look="quiet"
        aria-pressed={physical}
        title={t.sql.physicalTitle}
        data-physical=""
        onClick={() => setPhysical(!physical)}
      >
        {t.sql.physical}
      </Button>
      <p className="min-w-0 flex-1 basis-64 text-cap text-ink-2">{t.sql.copyOf(step)}</p>
    </div>
  );
}

/** The deployment's own layout first; choosing it again goes back to it. */
function LayoutSelect({ t }: { t: DataTexts }) {
  const id = useId();
  const own = useStore((s) => layoutOfTrace(traceOf(s)));
  const layout = useStore(consoleLayout);
  const { setSqlLayout } = useActions();
  return (
    <span className="inline-flex max-w-full items-center gap-2 text-ui text-ink-2">
      <label htmlFor={id} className="flex-none lesson:sr-only tall:sr-only">
        {t.sql.layout}
      </label>
      <Select
        id={id}
        value={layout}
        data-field="layout"
        onChange={({ target }) => {
          const chosen = LAYOUT_IDS.find((id) => id === target.value) ?? own;
          setSqlLayout(chosen === own ? null : chosen);
        }}
      >
        {LAYOUT_IDS.map((id) => (
          <option key={id} value={id}>
            {t.layouts[id]}
          </option>
        ))}
      </Select>
    </span>
  );
}
