/** Two runs side by side: which is compared with which, how they turned out, what differs and where. */
import { textsOf } from '../../i18n/index.ts';
import { branchLines } from '../../store/branches.ts';
import { otherOf } from '../../store/compare-with.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { runName } from '../shared/run-name.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { RowsPart } from './RowsPart.tsx';
import { StepsPart } from './StepsPart.tsx';
import '../shared/quiet.css';
import './compare.css';

export function Compare() {
  const t = useStore((s) => textsOf(s.lang).compare);
  const other = useStore(otherOf);
  return (
    <section className="compare" aria-labelledby="compare-title">
      <h3 id="compare-title" className="compare-title">
        {t.title}
      </h3>
      <Choice />
      {other ? (
        <>
          <OutcomeTable other={other} />
          <StepsPart />
          <RowsPart />
        </>
      ) : null}
    </section>
  );
}

function Choice() {
  const t = useStore((s) => textsOf(s.lang).compare);
  const lang = useStore((s) => s.lang);
  const branches = useStore((s) => s.branches);
  const shown = useStore((s) => s.branch);
  const other = useStore(otherOf);
  const compareWith = useStore((s) => s.compareWith);
  const names = textsOf(lang).experiment.runs;
  return (
    <p className="compare-choice">
      <select
        className="select"
        aria-label={t.label}
        value={other?.id ?? ''}
        data-compare-with=""
        onChange={({ target }) => compareWith(target.value === '' ? null : target.value)}
      >
        <option value="">{t.none}</option>
        {branchLines(branches)
          .filter(({ branch }) => branch.id !== shown)
          .map(({ branch }) => (
            <option key={branch.id} value={branch.id}>
              {runName({ branches }, branch, lang, names)}
            </option>
          ))}
      </select>
      {other ? (
        <Button data-compare-stop="" onClick={() => compareWith(null)}>
          {t.stop}
        </Button>
      ) : null}
    </p>
  );
}
