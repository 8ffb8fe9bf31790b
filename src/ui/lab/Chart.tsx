/** A chart with its names, its picture as a file, and the table that tells the same numbers. */
import { type ReactNode, useRef } from 'react';
import type { LabTexts } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { download, MIME } from '../shared/download.ts';
import { type LineId, lineName } from './lines.ts';
import { Plot, Sample } from './Plot.tsx';
import type { PlotOf } from './plot-of.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { pngOf, svgOf } from './svg.ts';

/** CSS pixels of a file, where its chart has none. */
const FILE_WIDTH = 640;

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
  readonly columns?: readonly FigureColumn[];
  readonly tools?: ReactNode;
  readonly note?: ReactNode;
}

interface FigureColumn {
  readonly head: string;
  readonly text: (i: number) => string;
}

export function Chart({ id, title, plot, t, tools, note, ...twin }: Props) {
  const chart = useRef<HTMLElement>(null);
  const svg = (): string => {
    const style = getComputedStyle(chart.current ?? document.documentElement);
    const names = plot.ids.map((id) => ({ id, name: lineName(t, id) }));
    return svgOf(plot, title, names, {
      width: chart.current?.clientWidth ?? FILE_WIDTH,
      family: style.fontFamily,
      colour: (token) => style.getPropertyValue(token).trim(),
    });
  };
  const savePng = (): void =>
    void pngOf(svg(), window.devicePixelRatio).then(
      (bytes) => download(`novascope-lab-${id}.png`, bytes, MIME.png),
      () => undefined,
    );
  return (
    <section className="lab-chart" data-chart={id} ref={chart}>
      <header className="lab-head">
        <h4 id={`lab-${id}`}>{title}</h4>
        {tools}
        <span className="lab-files">
          <Button look="quiet" onClick={savePng} data-out="png">
            {t.charts.png}
            <span className="visually-hidden">: {title}</span>
          </Button>
          <Button
            look="quiet"
            onClick={() => download(`novascope-lab-${id}.svg`, svg(), MIME.svg)}
            data-out="svg"
          >
            {t.charts.svg}
            <span className="visually-hidden">: {title}</span>
          </Button>
        </span>
      </header>
      <Legend ids={plot.ids} t={t} />
      <Plot plot={plot} label={t.charts.label(title)} />
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

function Legend({ ids, t }: { ids: readonly LineId[]; t: LabTexts }) {
  return (
    <ul className="lab-legend">
      {ids.map((id) => (
        <li key={id}>
          <Sample id={id} />
          {lineName(t, id)}
        </li>
      ))}
    </ul>
  );
}
