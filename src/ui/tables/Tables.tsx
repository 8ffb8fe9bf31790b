/** The databases at the cursor: every table with its rows, what the step changed, and through whose connection. */
import { useState } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { tablesOf } from './catalogue.ts';
import { changesByTable, marksOf } from './marks.ts';
import { ProvenanceList, ProvenanceOfTable } from './ProvenanceList.tsx';
import { RowsTable } from './RowsTable.tsx';
import { TableList } from './TableList.tsx';
import '../shared/quiet.css';
import './tables.css';

const FIRST_SHOWN = 'nova_cell1.instances';

export function Tables() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore((s) => s.trace);
  const filled = useStore(versionsOf).tables();
  const step = useStore(stepOf);
  const select = useStore((s) => s.select);
  const pressed = useStore((s) => (s.selection?.kind === 'database' ? s.selection.database : null));
  const [picked, setPicked] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  useChange(pressed, () => setPicked(null));
  const t = texts.panels.tables;
  const facts = (step?.rows ?? [])
    .map((index) => trace.facts[index])
    .filter((fact) => fact?.kind === 'row.changed');
  const changes = changesByTable(facts);
  const counts = new Map([...changes].map(([name, list]) => [name, marksOf(list).size]));
  const tables = tablesOf(trace, filled, all);
  const shown = picked ?? followed([...changes.keys()], pressed, filled);
  const [database = '', table = ''] = shown.split('.');
  const follows = picked === null && pressed === null;
  const toggle = (): void => {
    setPicked(follows ? shown : null);
    if (pressed !== null) select(null);
  };
  return (
    <div className="tables">
      <div className="tables-frame">
        <div className="tables-side">
          <div className="tables-tools">
            <Button aria-pressed={follows} onClick={toggle}>
              {t.follow}
            </Button>
            <Button aria-pressed={!all} onClick={() => setAll(!all)}>
              {t.hideEmpty}
            </Button>
          </div>
          <TableList
            trace={trace}
            tables={tables}
            shown={shown}
            changed={counts}
            onChoose={setPicked}
            texts={texts}
          />
        </div>
        <div className="tables-main">
          <RowsTable
            key={shown}
            database={database}
            table={table}
            marks={marksOf(changes.get(shown) ?? [])}
            texts={texts}
          >
            <ProvenanceOfTable
              trace={trace}
              rows={step?.rows ?? []}
              shown={shown}
              onChoose={setPicked}
              texts={texts}
            />
          </RowsTable>
          <ProvenanceList trace={trace} rows={step?.rows ?? []} onChoose={setPicked} texts={texts} />
        </div>
      </div>
    </div>
  );
}

/**
 * What is shown while the reader picked nothing: in the pressed database the first table that changed, or else its first;
 * without one `instances` where it changed, or the first that did.
 */
function followed(changed: readonly string[], pressed: string | null, filled: readonly string[]): string {
  if (pressed !== null) {
    return [...changed, ...filled].find((name) => name.startsWith(`${pressed}.`)) ?? FIRST_SHOWN;
  }
  return changed.find((name) => name.endsWith('.instances')) ?? changed[0] ?? FIRST_SHOWN;
}
