/** What was read of a recording, what was hidden, and what was guessed: nothing of it in silence. */
import type { ImportReport } from '../../core/recording/readers/import.ts';
import type { HiddenPlace } from '../../core/recording/redact/scalar.ts';
import { type Texts, textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Disclosure } from './Disclosure.tsx';

const COUNTED = [
  'unpaired',
  'reordered',
  'rowsUnknown',
  'keysGuessed',
  'tiedByTime',
  'silentLogs',
  'cut',
] as const;

export function ImportTold({ report }: { readonly report: ImportReport }) {
  const t = useStore((s) => textsOf(s.lang).recording);
  return (
    <div className="grid gap-3 text-ui" data-recording-told="">
      <Hidden report={report} t={t} />
      <Disclosure summary={t.found} open={report.files.some(({ skipped }) => skipped > 0)}>
        <ul className="grid gap-1">
          {report.files.map(({ name, format, records, skipped, first }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list stays as it is, and two files may have one name
            <li key={i} className="wrap-anywhere">
              <b className="font-medium">{name}</b>: {format === null ? t.notKnown : t.formats[format]}
              {records > 0 ? `, ${t.records(records)}` : ''}
              {skipped > 0 ? `, ${t.skipped(skipped)}` : ''}
              {first.length > 0 ? (
                <ul className="pl-4 text-ink-2">
                  {first.map(({ number, reason }) => (
                    <li key={`${number} ${reason}`}>{t.line(number, reason)}</li>
                  ))}
                </ul>
              ) : null}
            </li>
          ))}
        </ul>
      </Disclosure>
      <Guessed report={report} t={t} />
    </div>
  );
}

interface PartProps {
  readonly report: ImportReport;
  readonly t: Texts['recording'];
}

function Hidden({ report, t }: PartProps) {
  const places = Object.entries(report.hidden) as [HiddenPlace, { values: number; bytes: number }][];
  return (
    <section aria-label={t.hidden} data-recording-hidden="">
      <h3 className="text-ui">{t.hidden}</h3>
      {places.length === 0 ? <p>{t.hiddenNothing}</p> : null}
      <ul className="grid gap-x-6 @min-[40rem]:grid-cols-2">
        {places.map(([place, { values, bytes }]) => (
          <li key={place}>{t.hiddenCount(t.places[place], values, bytes)}</li>
        ))}
      </ul>
      <p className="text-ink-2">{t.renamed}</p>
    </section>
  );
}

function Guessed({ report, t }: PartProps) {
  const counts = COUNTED.filter((what) => report[what] > 0);
  return (
    <section aria-label={t.guessed} data-recording-guessed="">
      <h3 className="text-ui">{t.guessed}</h3>
      <ul>
        {report.inferred.length > 0 ? <li>{t.guesses.inferred(report.inferred)}</li> : null}
        {counts.map((what) => (
          <li key={what}>{t.guesses[what](report[what])}</li>
        ))}
      </ul>
      <p className="text-ink-2">{t.never}</p>
    </section>
  );
}
