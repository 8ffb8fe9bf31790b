/** The filters that ran, in their order: how many hosts came, how many passed, which did not. */
import type { ChoiceTexts } from '../../i18n/index.ts';
import { Code } from '../shared/Code.tsx';
import { NARROW, TABLE } from '../shared/table-look.ts';
import type { SearchProps } from './Hosts.tsx';

/** Names in one cell; the table of hosts has the reason of each. */
const MOST = 8;

export function Filters({ search: { filtered }, t }: SearchProps) {
  if (filtered.length === 0) return <p className="text-ui text-ink-3">{t.filters.none}</p>;
  return (
    <div className="min-w-0">
      <table className={`choice-filters ${TABLE} ${NARROW} max-w-[52rem]`}>
        <caption>{t.filters.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.filters.filter}</th>
            <th scope="col">{t.filters.before}</th>
            <th scope="col">{t.filters.after}</th>
            <th scope="col">{t.filters.dropped}</th>
          </tr>
        </thead>
        <tbody>
          {filtered.map(({ index, filter, hosts, passed, dropped }) => (
            <tr key={index}>
              <th scope="row">
                <Code>{filter}</Code>
              </th>
              <td data-label={t.filters.before}>{hosts.length}</td>
              <td data-label={t.filters.after}>{passed.length}</td>
              <td data-label={t.filters.dropped}>{names(dropped, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function names(dropped: readonly { readonly host: string }[], t: ChoiceTexts): string {
  if (dropped.length === 0) return '-';
  const shown = dropped.slice(0, MOST).map(({ host }) => host);
  return shown.join(t.comma) + (dropped.length > MOST ? ` … ${dropped.length}` : '');
}
