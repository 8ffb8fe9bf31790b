/** A chart with its names, its picture as a file, and the table that tells the same numbers. */
import { type ReactNode, useCallback, useRef } from 'react';
import type { Design } from '../../core/lab/settings.ts';
import type { LabTexts } from '../../i18n/lab-texts.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { download, MIME } from '../shared/download.ts';
import { useMedia } from '../shared/hooks.ts';
import { LINE_STYLES } from './lines.ts';
import { drawPlot, type PlotOf, pictureOf } from './plot.ts';
import { ScrollBox } from './ScrollBox.tsx';

interface Props {
  readonly id: string;
  readonly title: string;
  /** must be the same object while it says the same */
  readonly plot: PlotOf;
  readonly t: LabTexts;
  /** the head of the table's first column, its rows' names, and how a value is written */
  readonly first: string;
  readonly rowName: (i: number) => string;
  readonly valueText: (value: number) => string;
  readonly tools?: ReactNode;
  readonly note?: string | undefined;
}

export function Chart({ id, title, plot, t, first, rowName, valueText, tools, note }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const names = plot.designs.map((design) => ({ design, name: t.designs[design] }));
  const save = (): void => {
    if (!canvas.current) return;
    pictureOf(canvas.current, title, names).then(
      (bytes) => download(`novascope-lab-${id}.png`, bytes, MIME.png),
      () => undefined,
    );
  };
  return (
    <section className="lab-chart" data-chart={id}>
      <header className="lab-head">
        <h4 id={`lab-${id}`}>{title}</h4>
        {tools}
        <Button look="quiet" onClick={save}>
          {t.charts.png}
          <span className="visually-hidden">: {title}</span>
        </Button>
      </header>
      <Legend designs={plot.designs} t={t} />
      <Plot plot={plot} canvas={canvas} label={t.charts.label(title)} />
      {note === undefined ? null : <p className="lab-note">{note}</p>}
      <Disclosure summary={t.charts.table}>
        <ScrollBox labelledBy={`lab-${id}`}>
          <table className="lab-table">
            <thead>
              <tr>
                <th scope="col">{first}</th>
                {names.map(({ design, name }) => (
                  <th key={design} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {plot.x.map((x, i) => (
                <tr key={x}>
                  <th scope="row">{rowName(i)}</th>
                  {plot.designs.map((design, line) => {
                    const value = plot.lines[line]?.[i] ?? null;
                    return <td key={design}>{value === null ? '' : valueText(value)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </Disclosure>
    </section>
  );
}

interface PlotProps {
  readonly plot: PlotOf;
  readonly canvas: { current: HTMLCanvasElement | null };
  readonly label: string;
}

/** Drawn anew when what it shows or the theme is another. */
function Plot({ plot, canvas, label }: PlotProps) {
  const theme = useStore((s) => s.theme);
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const draw = useCallback(
    (box: HTMLDivElement) => {
      const drawn = drawPlot(box, plot);
      box.dataset.theme = `${theme} ${isDark}`;
      canvas.current = drawn.canvas;
      return () => {
        canvas.current = null;
        drawn.end();
      };
    },
    [plot, theme, isDark, canvas],
  );
  return <div className="lab-plot" role="img" aria-label={label} ref={draw} />;
}

function Legend({ designs, t }: { designs: readonly Design[]; t: LabTexts }) {
  return (
    <ul className="lab-legend">
      {designs.map((design) => (
        <li key={design}>
          <svg className={`lab-line lab-line-${design}`} width="36" height="10" aria-hidden="true">
            <line
              x1="0"
              y1="5"
              x2="36"
              y2="5"
              strokeWidth={LINE_STYLES[design].width}
              strokeDasharray={LINE_STYLES[design].dash.join(' ')}
            />
          </svg>
          {t.designs[design]}
        </li>
      ))}
    </ul>
  );
}
