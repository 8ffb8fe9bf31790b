/** Which tables end with other rows in the two runs. */
import type { RowDifference, TableDifference } from '../../core/compare/row-diff.ts';
import { textsOf } from '../../i18n/index.ts';
import { endRowDiffOf } from '../../store/compared.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { TABLE } from '../shared/table-look.ts';

const KINDS = ['here', 'there', 'cells'] as const;

const countOf = (table: TableDifference, kind: RowDifference['kind']): number =>
  table.rows.filter((row) => row.kind === kind).length;

export function RowsPart() {
  const t = useStore((s) => textsOf(s.lang).compare).rows;
  const separator = useStore((s) => textsOf(s.lang).words.separator);
  const tables = useStore(endRowDiffOf);
  if (!tables) return null;
  const differing = tables.filter(({ rows }) => rows.length > 0);
  const whenOnly = tables.reduce((sum, table) => sum + table.whenOnly, 0);
  const columns = [...new Set(tables.flatMap(({ when }) => when))].sort();
  return (
    <section aria-labelledby="compare-rows">
      <h4 id="compare-rows" className="pb-1 text-ui font-semibold">
        {t.title}
      </h4>
      {differing.length === 0 ? (
        <p className="text-ui" data-rows-alike="">
          {t.none}
        </p>
      ) : (
        <div className="max-w-full overflow-x-auto wrap-break-word">
          <table className={`compare-table ${TABLE}`} data-rows-differ={differing.length}>
            <caption>{t.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.table}</th>
                {KINDS.map((kind) => (
                  <th key={kind} scope="col">
                    {t[kind]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differing.map((table) => (
                <tr key={table.name} data-differs={table.name}>
                  <th scope="row">
                    <Code>{table.name}</Code>
                  </th>
                  {KINDS.map((kind) => (
                    <td key={kind}>{countOf(table, kind)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {whenOnly > 0 ? (
        <p className="pt-1 text-ui text-ink-2" data-when-only={whenOnly}>
          {t.when(whenOnly, columns.join(separator))}
        </p>
      ) : null}
    </section>
  );
}
