/** How the two runs turned out for those who asked: every number is read from their facts. */
import { outcomeOf } from '../../core/compare/outcome.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { type Run, shownRun } from '../../store/runs.ts';
import { useStore } from '../../store/use-store.ts';
import { otherName } from '../shared/fate-text.ts';
import { runName } from '../shared/run-name.ts';
import { TABLE } from '../shared/table-look.ts';
import { outcomeLines } from './outcome-lines.ts';

export function OutcomeTable({ other }: { other: Run }) {
  const t = useStore((s) => textsOf(s.lang).compare);
  const trace = useStore(traceOf);
  const here = useStore((s) => runName(s, shownRun(s), textsOf(s.lang)));
  const there = useStore(otherName) ?? '';
  return (
    <div className="max-w-full overflow-x-auto wrap-break-word">
      <table className={`compare-table ${TABLE}`} data-outcome="">
        <caption>{t.outcome.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.outcome.what}</th>
            <th scope="col">{here}</th>
            <th scope="col">{there}</th>
            <th scope="col">{t.outcome.difference}</th>
          </tr>
        </thead>
        <tbody>
          {outcomeLines(outcomeOf(trace), outcomeOf(other.trace), t).map((line) => (
            <tr key={line.id} data-outcome-line={line.id}>
              <th scope="row">{line.what}</th>
              <td>{line.here}</td>
              <td>{line.there}</td>
              <td>{line.difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
