/** The lesson's questions as SQL of a layout: where a table stands and what it is called is looked up, not written down. */
import { type Layout, tablesOfLayout } from '../../core/databases/layouts.ts';
import { placeOf } from '../../core/databases/moves.ts';
import type { DatabasesLessonTexts } from '../../i18n/index.ts';

interface LessonQuestion {
  readonly id: keyof DatabasesLessonTexts['questions'];
  readonly sql: string;
}

/** Those that can be asked of the layout. */
export function questionsOf(layout: Layout): readonly LessonQuestion[] {
  const at = (recorded: string): string | null => {
    const place = placeOf(layout, recorded);
    return place && `${place.database}.${place.table}`;
  };
  const cells = at('nova_api.cell_mappings');
  const cell0 = at('nova_cell0.instances');
  const cell1 = at('nova_cell1.instances');
  const main = placeOf(layout, 'nova_cell1.instances')?.database;
  const hasApi = tablesOfLayout(layout).some(({ name }) => name === 'nova_api');
  const all: readonly (LessonQuestion | null)[] = [
    { id: 'databases', sql: 'SHOW DATABASES;' },
    cells ? { id: 'cells', sql: `SELECT name, database_connection, transport_url FROM ${cells}\\G` } : null,
    hasApi ? { id: 'placement', sql: "SHOW TABLES IN nova_api LIKE 'resource_providers';" } : null,
    cell0
      ? { id: 'buried', sql: `SELECT display_name, vm_state, host FROM ${cell0} WHERE host IS NULL;` }
      : null,
    cell1
      ? { id: 'housed', sql: `SELECT display_name, vm_state, host FROM ${cell1} WHERE host IS NOT NULL;` }
      : null,
    main ? { id: 'version', sql: versionOf(layout, main) } : null,
    {
      id: 'sizes',
      sql: 'SELECT TABLE_SCHEMA, count(*) AS tables FROM information_schema.TABLES GROUP BY TABLE_SCHEMA;',
    },
  ];
  return all.filter((one) => one !== null);
}

/** Until Wallaby migrations were counted; since then a revision is named. */
function versionOf(layout: Layout, main: string): string {
  return layout.id === 'recorded'
    ? `SELECT version_num FROM ${main}.alembic_version;`
    : `SELECT repository_id, version FROM ${main}.migrate_version;`;
}
