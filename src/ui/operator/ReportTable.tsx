/** One part of the report: what was found, a line each, or a sentence that there is none. */
import { type ReactNode, useState } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { NARROW, TABLE } from '../shared/table-look.ts';

/** Lines at first. */
const FEW = 20;

interface ReportColumn<Line> {
  /** its head; the first column's cells are the heads of their lines */
  readonly head: string;
  readonly cell: (line: Line) => ReactNode;
}

interface Props<Line> {
  readonly id: string;
  readonly title: string;
  /** what stands there when there is no line */
  readonly empty: string;
  /** the source does not tell: then there is no line, and no nothing either */
  readonly unknown?: boolean;
  readonly lines: readonly Line[];
  readonly columns: readonly ReportColumn<Line>[];
  readonly keyOf: (line: Line) => string;
  /** open at first where it holds something */
  readonly open?: boolean;
  /** above the table */
  readonly children?: ReactNode;
}

export function ReportTable<Line>(props: Props<Line>) {
  const { id, title, empty, unknown = false, lines, columns, keyOf, open = true, children } = props;
  const t = useStore((s) => textsOf(s.lang).report);
  const [all, showAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FEW);
  return (
    <Disclosure
      look="row"
      className="border-b border-line"
      id={`report-${id}`}
      summary={<span data-report-part={id}>{title}</span>}
      aside={<span data-report-count={id}>{unknown ? t.unknown : lines.length || t.none}</span>}
      open={open && lines.length > 0}
    >
      {children}
      {lines.length === 0 ? (
        <p className="max-w-prose text-ui text-ink-2">{empty}</p>
      ) : (
        <table className={`${TABLE} ${NARROW} [&_td]:align-baseline [&_tbody_th]:align-baseline`}>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {columns.map(({ head }) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={keyOf(line)} data-report-line={id}>
                {columns.map(({ head, cell }, i) =>
                  i === 0 ? (
                    <th key={head} scope="row">
                      {cell(line)}
                    </th>
                  ) : (
                    <td key={head} data-label={head}>
                      {cell(line)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < lines.length ? (
        <Button look="quiet" className="mt-1.5" onClick={() => showAll(true)}>
          {t.more(lines.length - shown.length)}
        </Button>
      ) : null}
    </Disclosure>
  );
}
