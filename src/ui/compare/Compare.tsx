/** Two runs side by side: which is compared with which, how they turned out, what differs and where. */
import { textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { runLines } from '../../store/runs.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { runName } from '../shared/run-name.ts';
import { Select } from '../shared/Select.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';
import { RowsPart } from './RowsPart.tsx';
import { StepsPart } from './StepsPart.tsx';

export function Compare() {
  const t = useStore((s) => textsOf(s.lang).compare);
  const other = useStore(otherOf);
  return (
    <section
      className="compare flex flex-col gap-4 border-b border-line px-5 py-4 phone:px-4"
      aria-labelledby="compare-title"
    >
      <h3 id="compare-title" className="compare-title text-body font-semibold">
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
  const texts = useStore((s) => textsOf(s.lang));
  const t = texts.compare;
  const runs = useStore((s) => s.runs);
  const shown = useStore((s) => s.shown);
  const other = useStore(otherOf);
  const { compareWith } = useActions();
  return (
    <p className="compare-choice flex flex-wrap gap-2">
      <Select
        aria-label={t.label}
        value={other?.id ?? ''}
        data-compare-with=""
        onChange={({ target }) => compareWith(target.value === '' ? null : target.value)}
      >
        <option value="">{t.none}</option>
        {runLines(runs)
          .filter(({ run }) => run.id !== shown)
          .map(({ run }) => (
            <option key={run.id} value={run.id}>
              {runName({ runs }, run, texts)}
            </option>
          ))}
      </Select>
      {other ? (
        <Button data-compare-stop="" onClick={() => compareWith(null)}>
          {t.stop}
        </Button>
      ) : null}
    </p>
  );
}
