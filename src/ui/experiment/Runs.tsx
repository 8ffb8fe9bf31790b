/** The tree of runs as a list: each with its forks below it; shown, named, linked, deleted. */
import { type SyntheticEvent, useState } from 'react';
import { duration, type ExperimentTexts, textsOf } from '../../i18n/index.ts';
import { printLink } from '../../store/link-codec.ts';
import { packRun } from '../../store/run-codec.ts';
import { MOST_NAME, runLines, type Simulated } from '../../store/runs.ts';
import type { PageState } from '../../store/store.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { runName } from '../shared/run-name.ts';
import { Input } from '../shared/Select.tsx';

type RunTexts = ExperimentTexts['runs'];

export function Runs({ t }: { t: RunTexts }) {
  const runs = useStore((s) => s.runs);
  return (
    <section className="runs flex flex-col gap-2" aria-labelledby="runs-title">
      <h3 id="runs-title" className="experiment-title text-body font-semibold">
        {t.title}
      </h3>
      <p className="experiment-about max-w-[60em] text-ui text-ink-2">{t.about}</p>
      <ul className="runs-list rounded-l border border-line [&>li+li]:border-t [&>li+li]:border-line">
        {runLines(runs).map(({ run, depth }) => (
          <li
            key={run.id}
            className="runs-entry flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5 data-[depth=1]:pl-9 data-[depth=2]:pl-14 data-[depth=3]:pl-19 data-[depth=4]:pl-24 has-[[aria-current]]:bg-canvas"
            data-run={run.id}
            data-depth={Math.min(depth, 4)}
          >
            <RunLine run={run} t={t} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RunLine({ run, t }: { run: Simulated; t: RunTexts }) {
  const isShown = useStore((s) => s.shown === run.id);
  const runs = useStore((s) => s.runs);
  const texts = useStore((s) => textsOf(s.lang));
  const [isNaming, setNaming] = useState(false);
  const name = runName({ runs }, run, texts);
  const { forkedAt } = run;
  return (
    <>
      <p
        className="runs-name flex min-w-0 flex-wrap items-baseline gap-x-2 wrap-anywhere"
        aria-current={isShown || undefined}
      >
        <strong className="font-semibold">{name}</strong>
        {isShown ? (
          <span className="runs-note rounded-full bg-ink px-2 text-cap font-medium text-paper">
            {t.shown}
          </span>
        ) : null}
        {forkedAt ? (
          <span className="runs-note text-ui text-ink-2">{t.forkedAt(duration(forkedAt / 1000))}</span>
        ) : null}
      </p>
      {isNaming ? (
        <NameForm run={run} name={name} t={t} onEnd={() => setNaming(false)} />
      ) : (
        <RunTools run={run} name={name} t={t} onName={() => setNaming(true)} />
      )}
    </>
  );
}

interface ToolsProps {
  readonly run: Simulated;
  readonly name: string;
  readonly t: RunTexts;
  readonly onName: () => void;
}

function RunTools({ run, name, t, onName }: ToolsProps) {
  const store = usePageStore();
  const isShown = useStore((s) => s.shown === run.id);
  const isOnly = useStore((s) => s.runs.length < 2);
  const texts = useStore((s) => textsOf(s.lang));
  const { showRun, deleteRun } = store.getState();
  const hidden = <span className="sr-only">: {name}</span>;
  return (
    <div className="runs-tools flex flex-wrap items-center gap-1">
      <Button disabled={isShown} data-run-show="" onClick={() => showRun(run.id)}>
        {t.show}
        {hidden}
      </Button>
      <Button look="quiet" data-run-rename="" onClick={onName}>
        {t.rename}
        {hidden}
      </Button>
      <CopyButton text={() => linkOf(run, store.getState())} label={t.link} what={name} texts={texts} />
      <Button
        look="quiet"
        disabled={isOnly}
        title={isOnly ? t.removeLast : undefined}
        data-run-delete=""
        onClick={() => deleteRun(run.id)}
      >
        {t.remove}
        {hidden}
      </Button>
    </div>
  );
}

/** The address that offers this run, at its beginning; the reader of it agrees before anything runs. */
async function linkOf({ scenario, experiment }: Simulated, { lang, level }: PageState): Promise<string> {
  const run = await packRun(experiment);
  return window.location.href.replace(/#.*/, '') + printLink({ lang, scenario, step: { level, n: 1 }, run });
}

interface FormProps {
  readonly run: Simulated;
  readonly name: string;
  readonly t: RunTexts;
  readonly onEnd: () => void;
}

function NameForm({ run, name, t, onEnd }: FormProps) {
  const { renameRun: rename } = useActions();
  const save = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    rename(run.id, String(new FormData(event.currentTarget).get('name') ?? ''));
    onEnd();
  };
  return (
    <form className="runs-tools flex flex-wrap items-center gap-1" onSubmit={save}>
      <Input
        name="name"
        aria-label={t.nameOf(name)}
        defaultValue={run.name}
        placeholder={name}
        maxLength={MOST_NAME}
        ref={(input) => input?.focus()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onEnd();
        }}
      />
      <Button type="submit" data-run-save="">
        {t.save}
      </Button>
      <Button look="quiet" onClick={onEnd}>
        {t.cancel}
      </Button>
    </form>
  );
}
