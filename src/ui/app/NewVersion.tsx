/** A newer version lies ready: a quiet sign, which asks when it is pressed. */
import { CircleArrowUp } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

export function NewVersion() {
  const name = useStore((s) => textsOf(s.lang).aside).notice.has_new_version;
  const setNotice = useStore((s) => s.setNotice);
  return (
    <Button
      icon
      look="quiet"
      aria-label={name}
      title={name}
      data-new-version=""
      onClick={() => setNotice({ kind: 'new_version' })}
    >
      <CircleArrowUp size="1.2em" strokeWidth={1.9} aria-hidden />
    </Button>
  );
}
