/** The numbers of a chapter, each read from the facts of its run. */
import { type Measured, measure } from '../../core/compare/measures.ts';
import type { Chapter, Lesson } from '../../core/lessons/lesson.ts';
import { type ChapterTexts, duration, textsOf } from '../../i18n/index.ts';
import { keptRun } from '../../store/lessons.ts';
import { useStore } from '../../store/use-store.ts';
import { TABLE } from '../shared/table-look.ts';

export function MeasureTable({ lesson, chapter }: { lesson: Lesson; chapter: Chapter }) {
  const t = useStore((s) => textsOf(s.lang).lessons);
  const lang = useStore((s) => s.lang);
  const runs = useStore((s) => s.runs);
  const traces = chapter.runs.map((id) => {
    const experiment = lesson.experiments[id]?.experiment;
    return experiment ? (keptRun({ runs }, experiment)?.trace ?? null) : null;
  });
  return (
    <div className="max-w-full overflow-x-auto">
      <table className={`lesson-chapter-table ${TABLE} [&_td]:font-semibold`} data-measures="">
        <thead>
          <tr>
            <th scope="col">{t.measure}</th>
            {chapter.runs.map((id) => (
              <th key={id} scope="col">
                {lesson.experiments[id]?.name[lang] ?? id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chapter.measures.map((what) => (
            <tr key={what} data-measure={what}>
              <th scope="row">{t.measures[what]}</th>
              {chapter.runs.map((id, i) => {
                const trace = traces[i];
                return <td key={id}>{trace ? said(measure(trace, what), t) : t.notRun}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function said(measured: Measured, t: ChapterTexts): string {
  if ('ms' in measured) return measured.ms === null ? t.none : duration(measured.ms);
  if ('count' in measured) return measured.count === null ? t.none : String(measured.count);
  return measured.texts.join(', ');
}
