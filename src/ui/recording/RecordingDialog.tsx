/** A recording of a real cloud: how it comes in, what was found in it, hidden and guessed, and its requests, one of them to go to. */
import { type SyntheticEvent, useState } from 'react';
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { isRecording, traceOf } from '../../store/derived.ts';
import { recordings } from '../../store/recordings.ts';
import { reports } from '../../store/reports.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Asked } from '../shared/Asked.tsx';
import { Button } from '../shared/Button.tsx';
import { FilesButton } from '../shared/FilesButton.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { ImportState } from '../shared/ImportState.tsx';
import { ImportTold } from '../shared/ImportTold.tsx';
import { Input } from '../shared/Select.tsx';
import { TitledDialog } from '../shared/TitledDialog.tsx';
import { Policies } from './Policies.tsx';
import { RequestList } from './RequestList.tsx';

export function RecordingDialog() {
  const t = useStore((s) => textsOf(s.lang).recording);
  const isShown = useSlice(recordings, (s) => s.shown);
  const known = useSlice(recordings, (s) => s.known);
  const isRecorded = useStore(isRecording);
  const { setShown } = recordings.getState();
  if (!isShown) return null;
  return (
    <TitledDialog
      title={t.title}
      close={t.close}
      className="recording-dialog w-[min(62rem,calc(100vw-24px))]"
      onClose={() => setShown(false)}
    >
      <div className="grid gap-5" data-recording={known?.name ?? ''}>
        <ReadingState />
        {known && !known.broker && isRecorded ? <Requests /> : null}
        {known?.broker?.policies ? <Policies policies={known.broker.policies} /> : null}
        {known ? <ImportTold report={known.report} /> : null}
        <ComeIn isFirst={known === null} />
      </div>
    </TitledDialog>
  );
}

function Requests() {
  const t = useStore((s) => textsOf(s.lang).recording);
  const trace = useStore(traceOf);
  useLifetime(reports.look);
  return (
    <Asked ask={() => reports.requests(trace)} t={{ making: t.listing, failed: t.notListed }}>
      {(requests) => <RequestList requests={requests} />}
    </Asked>
  );
}

function ReadingState() {
  const t = useStore((s) => textsOf(s.lang).recording);
  const { reading, progress, failure, known, another, cancel } = useSlice(recordings);
  const broker = known?.broker;
  return (
    <div
      className="grid gap-2 empty:hidden"
      role="status"
      data-recording-state={reading ? 'reading' : 'rest'}
    >
      <ImportState progress={reading ? (progress ?? 'starting') : null} failure={failure} cancel={cancel} />
      {another === '' ? null : (
        <p className="text-ui wrap-anywhere" data-recording-another="">
          {t.another(another)}
        </p>
      )}
      {broker && !reading ? (
        <p data-recording-broker="">
          {t.broker(broker.exchanges, broker.queues, broker.bindings, broker.left)}
        </p>
      ) : null}
    </div>
  );
}

/** Files, a folder or a text; dropping works on the whole page. */
function ComeIn({ isFirst }: { isFirst: boolean }) {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).recording);
  const [text, setText] = useState('');
  const [pattern, setPattern] = useState('');
  const open = (files: readonly File[], pasted: string | null = null): void => {
    const custom = pattern.trim() === '' ? null : pattern.trim();
    const opening = recordings.getState().open(page, { files, text: pasted, pattern: custom });
    if (pasted === null) return;
    // what was opened is not shown as it was pasted
    void opening.then(() => {
      const { failure, reading } = recordings.getState();
      if (failure === null && !reading) setText('');
    });
  };
  const paste = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') open([], text);
  };
  return (
    <section className="grid gap-3" aria-label={t.open}>
      <h3 className="text-ui">{t.open}</h3>
      <p className="text-ui text-ink-2">{t.about}</p>
      {isFirst ? <p className="text-ui text-ink-2">{t.takes}</p> : null}
      <div className="flex flex-wrap gap-2">
        <FilesButton label={t.files} take={open} mark="files" />
        <FilesButton label={t.folder} take={open} mark="folder" folder />
      </div>
      <form className="grid gap-2" onSubmit={paste}>
        <label className="grid gap-1 text-ui">
          {t.paste}
          <textarea
            className="min-h-20 rounded-m border border-line-2/60 bg-paper p-2 font-mono text-ui text-ink"
            spellCheck={false}
            value={text}
            data-recording-paste=""
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label className="grid gap-1 text-ui">
          {t.pattern}
          <Input
            spellCheck={false}
            className="font-mono"
            value={pattern}
            data-recording-pattern=""
            onChange={(event) => setPattern(event.target.value)}
          />
          <span className="text-cap text-ink-2">{t.patternHint}</span>
        </label>
        <p>
          <Button type="submit" disabled={text.trim() === ''} data-recording-open-pasted="">
            {t.openPasted}
          </Button>
        </p>
      </form>
    </section>
  );
}
