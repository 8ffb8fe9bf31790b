/** The tree of runs as a list: each with its forks below it; shown, named, linked, deleted. */
import { type SyntheticEvent, useState } from 'react';
import { duration, type ExperimentTexts, textsOf } from '../../i18n/index.ts';
import { printLink } from '../../store/link-codec.ts';
import { packRun } from '../../store/run-codec.ts';
import { MOST_NAME, runLines, type Simulated } from '../../store/runs.ts';
import type { PageState } from '../../store/store.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { runName } from '../shared/run-name.ts';

type RunTexts = ExperimentTexts['runs'];

export function Runs({ t }: { t: RunTexts }) {
  const runs = useStore((s) => s.runs);
  return (
    <section className="runs" aria-labelledby="runs-title">
      <h3 id="runs-title" className="experiment-title">
        {t.title}
      </h3>
      <p className="experiment-about">{t.about}</p>
      <ul className="runs-list">
        {runLines(runs).map(({ run, depth }) => (
          <li key={run.id} className="runs-entry" data-run={run.id} data-depth={Math.min(depth, 4)}>
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
      <p className="runs-name" aria-current={isShown || undefined}>
        <strong>{name}</strong>
        {isShown ? <span className="runs-note">{t.shown}</span> : null}
        {forkedAt ? <span className="runs-note">{t.forkedAt(duration(forkedAt / 1000))}</span> : null}
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
  const hidden = <span className="visually-hidden">: {name}</span>;
  return (
    <div className="runs-tools">
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
  const rename = useStore((s) => s.renameRun);
  const save = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    rename(run.id, String(new FormData(event.currentTarget).get('name') ?? ''));
    onEnd();
  };
  return (
    <form className="runs-tools" onSubmit={save}>
      <input
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
      <button type="submit" className="button button-plain" data-run-save="">
        {t.save}
      </button>
      <Button look="quiet" onClick={onEnd}>
        {t.cancel}
      </Button>
    </form>
  );
}
