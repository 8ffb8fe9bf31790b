/** A newer version lies ready: a quiet sign, which asks when it is pressed. */
import { CircleArrowUp } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { IconButton } from '../shared/IconButton.tsx';

export function NewVersion() {
  const name = useStore((s) => textsOf(s.lang).aside).notice.has_new_version;
  const { setNotice } = useActions();
  return (
    <IconButton
      icon={CircleArrowUp}
      name={name}
      data-new-version=""
      onClick={() => setNotice({ kind: 'new_version' })}
    />
  );
}
