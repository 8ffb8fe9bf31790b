/** Opens a second recording, says how far it is and what was hidden in it, and puts it away. */
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { secondRecording } from '../../store/second-recording.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { FilesButton } from '../shared/FilesButton.tsx';
import { ImportState } from '../shared/ImportState.tsx';
import { ImportTold } from '../shared/ImportTold.tsx';

export function SecondRecording({ open }: { readonly open: (files: readonly File[]) => Promise<void> }) {
  const t = useStore((s) => textsOf(s.lang).report.overlay.second);
  const { reading, progress, failure, known, cancel, putAway } = useSlice(secondRecording);
  return (
    <>
      <FilesButton label={t.open} isDisabled={reading} take={(files) => void open(files)} mark="second" />
      {known ? (
        <Button look="quiet" data-second-away="" onClick={putAway}>
          {t.putAway}
        </Button>
      ) : null}
      <p className="basis-full text-cap text-ink-2">{t.about}</p>
      <div
        className="grid basis-full gap-2 empty:hidden"
        role="status"
        data-second={reading ? 'reading' : 'rest'}
      >
        <ImportState progress={reading ? (progress ?? 'starting') : null} failure={failure} cancel={cancel} />
      </div>
      {known ? (
        <div className="basis-full">
          <Disclosure summary={t.told(known.name)} lazy>
            <ImportTold report={known.report} />
          </Disclosure>
        </div>
      ) : null}
    </>
  );
}
