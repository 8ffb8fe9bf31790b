/** What is shown is a recording: it has no commands, no forks and nothing beside it. */
import { textsOf } from '../../i18n/index.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

export function NoExperiment() {
  const texts = useStore((s) => textsOf(s.lang));
  const { closeRecording: close } = useActions();
  return (
    <div className="no-experiment flex flex-col items-start gap-2 px-4 py-3">
      <p>{texts.page.notice.no_experiment}</p>
      <Button onClick={close}>{texts.recording.back}</Button>
    </div>
  );
}
