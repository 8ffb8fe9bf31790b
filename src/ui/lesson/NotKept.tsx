/** Said once, where the lesson stands, when this browser refuses to keep what was reached. */
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { lessonsOf } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';

export function NotKept() {
  const t = useStore((s) => textsOf(s.lang).lessons);
  const isKept = useSlice(lessonsOf(usePageStore()), (s) => s.isKept);
  return (
    <div role="status" className="text-ui empty:hidden">
      {isKept ? null : <p data-not-kept="">{t.notKept}</p>}
    </div>
  );
}
