/** How far an import is, or why nothing came of it. */
import { textsOf } from '../../i18n/index.ts';
import type { ImportFailure, RecordingProgress } from '../../store/recordings.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from './Button.tsx';

const MB = 2 ** 20;

interface Props {
  /** null = nothing is being read; `starting` = its worker is being loaded */
  readonly progress: RecordingProgress | 'starting' | null;
  readonly failure: ImportFailure | null;
  readonly cancel: () => void;
}

export function ImportState({ progress, failure, cancel }: Props) {
  const t = useStore((s) => textsOf(s.lang).recording);
  const read = progress === 'starting' ? null : progress;
  return (
    <>
      {progress ? (
        <div className="flex flex-wrap items-center gap-3 text-ui">
          <p>
            {read
              ? t.reading(read.file, Math.round(read.bytes / MB), Math.round(read.total / MB), read.records)
              : t.starting}
          </p>
          <progress
            className="h-2 w-48 max-w-full accent-ink"
            aria-label={t.title}
            max={read?.total ?? 1}
            value={read?.bytes ?? 0}
          />
          <Button data-recording-cancel="" onClick={cancel}>
            {t.cancel}
          </Button>
        </div>
      ) : null}
      {failure ? <Failure {...failure} /> : null}
    </>
  );
}

function Failure({ code, message, detail }: ImportFailure) {
  const t = useStore((s) => textsOf(s.lang).recording);
  const tried = (detail as { readonly tried?: readonly (keyof typeof t.formats)[] } | null)?.tried;
  const isCancelled = message === 'the import was cancelled';
  return (
    <p className="text-ui wrap-anywhere" role="alert" data-recording-failed={code}>
      {isCancelled ? t.cancelled : t.failed(message, code)}
      {tried ? ` ${t.tried(tried.map((format) => t.formats[format]))}` : null}
    </p>
  );
}
