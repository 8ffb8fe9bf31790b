/** What is looked at and how: the table's name, the view, the way out. */
import type { DataTexts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { ExportMenu } from './ExportMenu.tsx';

const VIEWS = ['rows', 'schema', 'diagram', 'services'] as const;
export type TablesView = (typeof VIEWS)[number];

interface Props {
  readonly view: TablesView;
  readonly onView: (view: TablesView) => void;
  /** `database.table` */
  readonly shown: string;
  readonly t: DataTexts;
}

export function TablesHead({ view, onView, shown, t }: Props) {
  const [database = ''] = shown.split('.');
  return (
    <div className="tables-head">
      <h3 className="tables-shown">
        <Code>{view === 'diagram' || view === 'services' ? database : shown}</Code>
      </h3>
      <fieldset className="tables-views" aria-label={t.tables.views}>
        {VIEWS.map((id) => (
          <Button key={id} aria-pressed={view === id} data-view={id} onClick={() => onView(id)}>
            {t.tables[id]}
          </Button>
        ))}
      </fieldset>
      <ExportMenu shown={shown} t={t} />
    </div>
  );
}
