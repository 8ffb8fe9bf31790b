/** A chart with its names, its picture as a file, and the table that tells the same numbers. */
import { type ReactNode, useCallback, useRef } from 'react';
import type { LabTexts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { download, MIME } from '../shared/download.ts';
import { useMedia } from '../shared/hooks.ts';
import { LINE_STYLES, type LineId, lineName } from './lines.ts';
import { drawPlot, pictureOf } from './plot.ts';
import type { PlotOf } from './plot-of.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { svgOf } from './svg.ts';

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
  /** what the table says beyond the lines */
  readonly columns?: readonly Column[];
  readonly tools?: ReactNode;
  readonly note?: ReactNode;
}

interface Column {
  readonly head: string;
  readonly text: (i: number) => string;
}

export function Chart({ id, title, plot, t, tools, note, ...twin }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const names = plot.ids.map((id) => ({ id, name: lineName(t, id) }));
  const save = (): void => {
    if (!canvas.current) return;
    pictureOf(canvas.current, title, names).then(
      (bytes) => download(`novascope-lab-${id}.png`, bytes, MIME.png),
      () => undefined,
    );
  };
  const saveSvg = (): void => {
    if (!canvas.current) return;
    const style = getComputedStyle(canvas.current);
    const look = {
      width: Math.round(canvas.current.clientWidth),
      family: style.fontFamily,
      colour: (token: string) => style.getPropertyValue(token).trim(),
    };
    download(`novascope-lab-${id}.svg`, svgOf(plot, title, names, look), MIME.svg);
  };
  return (
    <section className="lab-chart" data-chart={id}>
      <header className="lab-head">
        <h4 id={`lab-${id}`}>{title}</h4>
        {tools}
        <span className="lab-files">
          <Button look="quiet" onClick={save}>
            {t.charts.png}
            <span className="visually-hidden">: {title}</span>
          </Button>
          <Button look="quiet" onClick={saveSvg} data-out="svg">
            {t.charts.svg}
            <span className="visually-hidden">: {title}</span>
          </Button>
        </span>
      </header>
      <Legend ids={plot.ids} t={t} />
      <Plot plot={plot} canvas={canvas} label={t.charts.label(title)} />
      {note === undefined ? null : <div className="lab-note">{note}</div>}
      <Disclosure summary={t.charts.table}>
        <ScrollBox labelledBy={`lab-${id}`}>
          <Twin plot={plot} t={t} {...twin} />
        </ScrollBox>
      </Disclosure>
    </section>
  );
}

type TwinProps = Pick<Props, 'plot' | 't' | 'first' | 'rowName' | 'valueText' | 'columns'>;

/** The same numbers, a place of x a row. */
function Twin({ plot, t, first, rowName, valueText, columns = [] }: TwinProps) {
  return (
    <table className="lab-table">
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {plot.ids.map((id) => (
            <th key={id} scope="col">
              {lineName(t, id)}
            </th>
          ))}
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plot.x.map((x, i) => (
          <tr key={x}>
            <th scope="row">{rowName(i)}</th>
            {plot.ids.map((id, line) => {
              const value = plot.lines[line]?.[i] ?? null;
              return <td key={id}>{value === null ? '' : valueText(value)}</td>;
            })}
            {columns.map(({ head, text }) => (
              <td key={head}>{text(i)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
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

function Legend({ ids, t }: { ids: readonly LineId[]; t: LabTexts }) {
  return (
    <ul className="lab-legend">
      {ids.map((id) => {
        const { width, dash } = LINE_STYLES[id];
        return (
          <li key={id}>
            <svg className={`lab-line lab-line-${id}`} width="36" height="10" aria-hidden="true">
              {width === 0 ? (
                <circle cx="18" cy="5" r="4" fill="none" strokeWidth="2" />
              ) : (
                <line x1="0" y1="5" x2="36" y2="5" strokeWidth={width} strokeDasharray={dash.join(' ')} />
              )}
            </svg>
            {lineName(t, id)}
          </li>
        );
      })}
    </ul>
  );
}
