import { compareTextsOf } from '../../i18n/compare-texts.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

/** With and without: one press. What it compares with is its owner's choice. */
export function CompareButton({ onCompare }: { onCompare: () => void }) {
  const t = useStore((s) => compareTextsOf(s.lang));
  return (
    <Button data-compare="" onClick={onCompare}>
      {t.before}
    </Button>
  );
}
