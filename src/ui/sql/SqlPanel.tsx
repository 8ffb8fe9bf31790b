/** The SQL console: an editor with its results, or a terminal; both ask a copy of the databases at the step. */
import { useRef } from 'react';
import { LAYOUT_IDS, layoutOfTrace } from '../../core/databases/layouts.ts';
import { type DataTexts, textsOf } from '../../i18n/index.ts';
import { consoleLayout } from '../../store/console.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { EditorView } from './EditorView.tsx';
import { Suggestions } from './Suggestions.tsx';
import { Terminal } from './Terminal.tsx';
import { useConsole } from './use-console.ts';
import '../shared/quiet.css';
import '../shared/rows.css';
import './sql.css';
import { traceOf } from '../../store/derived.ts';

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
    <div className="sql" ref={box}>
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
    <div className="sql-tools">
      <fieldset className="sql-views" aria-label={t.sql.views}>
        {(['results', 'terminal'] as const).map((id) => (
          <Button key={id} aria-pressed={view === id} data-view={id} onClick={() => setView(id)}>
            {t.sql[id]}
          </Button>
        ))}
      </fieldset>
      <LayoutSelect t={t} />
      <Suggestions t={t} onChosen={onChosen} />
      <Button
        aria-pressed={physical}
        title={t.sql.physicalTitle}
        data-physical=""
        onClick={() => setPhysical(!physical)}
      >
        {t.sql.physical}
      </Button>
      <p className="quiet sql-copy">{t.sql.copyOf(step)}</p>
    </div>
  );
}

/** The deployment's own layout first; choosing it again goes back to it. */
function LayoutSelect({ t }: { t: DataTexts }) {
  const own = useStore((s) => layoutOfTrace(traceOf(s)));
  const layout = useStore(consoleLayout);
  const setSqlLayout = useStore((s) => s.setSqlLayout);
  return (
    <label className="sql-field">
      <span>{t.sql.layout}</span>
      <select
        className="select"
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
      </select>
    </label>
  );
}
