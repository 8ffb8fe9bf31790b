/** The figures of the designs side by side, and the way out of them: CSV, JSON. */
import { VERSION } from '../../core/base/version.ts';
import { labJson } from '../../core/lab/out.ts';
import type { LabEnd, LabOutcome } from '../../core/lab/run.ts';
import { duration, type LabTexts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { download, MIME } from '../shared/download.ts';
import { FIGURE_LINES, type FigureKind, figuresCsv } from './figure-rows.ts';
import { ScrollBox, TABLE } from './ScrollBox.tsx';

interface Props {
  readonly outcomes: readonly LabOutcome[];
  readonly t: LabTexts;
}

export function Figures({ outcomes, t }: Props) {
  return (
    <section className="flex min-w-0 flex-col gap-3 rounded-l border border-line bg-paper p-4 shadow-1">
      <h3 className="text-body font-semibold" id="lab-figures">
        {t.figures.title}
      </h3>
      <ScrollBox labelledBy="lab-figures">
        <table className={TABLE} data-figures="">
          <thead>
            <tr>
              <th scope="col">{t.figures.figure}</th>
              {outcomes.map(({ settings: { design } }) => (
                <th key={design} scope="col" data-design={design}>
                  {t.designs[design]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {FIGURE_LINES.map(({ name, kind, of }) => (
              <tr key={name} data-figure={name}>
                <th scope="row">{t.figures[name]}</th>
                {outcomes.map((outcome) => (
                  <td key={outcome.settings.design}>{written(kind, of(outcome), t)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {outcomes.map(({ error, settings: { design } }) =>
        error === null ? null : (
          <p key={design} className="text-error" role="alert">
            {t.designs[design]}: {error}
          </p>
        ),
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          className="whitespace-normal"
          onClick={() => download('novascope-lab-figures.csv', figuresCsv(outcomes, VERSION), MIME.csv)}
          data-out="figures"
        >
          {t.figures.csv}
        </Button>
        {outcomes.map((outcome) => {
          const { design } = outcome.settings;
          const name = `novascope-lab-${design}.json`;
          return (
            <Button
              key={design}
              look="quiet"
              className="whitespace-normal"
              onClick={() => download(name, labJson(outcome, VERSION), MIME.json)}
            >
              {t.figures.json(t.designs[design])}
            </Button>
          );
        })}
      </div>
    </section>
  );
}

function written(kind: FigureKind, value: number | string | null, t: LabTexts): string {
  if (value === null) return t.figures.none;
  if (kind === 'end') return t.ended[value as LabEnd];
  if (typeof value === 'string') return value;
  if (kind === 'us') return duration(value / 1000);
  return kind === 'rate' ? value.toFixed(2) : String(value);
}
