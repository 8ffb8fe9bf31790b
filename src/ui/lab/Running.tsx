/** How one of the page's questions stands: what runs, how far it is, the way to stop it; at rest what came of it. */
import { useStore as useZustand } from 'zustand';
import { duration, type LabTexts } from '../../i18n/index.ts';
import { type LabDoing, labStore } from '../../store/lab.ts';
import { Button } from '../shared/Button.tsx';

interface Props {
  readonly of: LabDoing;
  /** while it runs, and at rest */
  readonly says: string;
  readonly rest: string;
  /** runs that it has in all, and those that are done */
  readonly runs: number;
  readonly done: number;
  readonly t: LabTexts;
}

export function Running({ of, says, rest, runs, done, t }: Props) {
  const { doing, asked, progress, failure, cancel } = useZustand(labStore);
  const isOn = doing === of;
  const isFailed = asked === of && failure !== null;
  const share = progress ? progress.arrived / progress.boots : 0;
  return (
    <div className="flex flex-wrap items-center gap-2 text-ui text-ink-2">
      <p role="status" data-status-of={of} data-lab-status={of === 'run' ? '' : undefined}>
        {isFailed ? t.running.failed(failure) : isOn ? says : rest}
      </p>
      {isOn ? (
        <>
          <progress
            className="h-2 w-48 max-w-full accent-ink"
            aria-label={says}
            max={runs}
            value={done + share}
          />
          <span className="text-cap" data-lab-progress="">
            {progress
              ? t.running.of(
                  progress.arrived,
                  progress.boots,
                  progress.active,
                  duration(progress.at_us / 1000),
                )
              : null}
          </span>
          <Button onClick={cancel} data-lab-cancel="">
            {t.running.cancel}
          </Button>
        </>
      ) : null}
    </div>
  );
}
