/** What stands over the page is loaded when it is first asked for. Where it cannot be had, a dialog in its place says so. */
import { Suspense } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { askAgain, lazily } from '../shared/lazily.tsx';
import { closeDialog, openDialog } from '../shared/open-dialog.ts';
import { DOCK_PANELS, PANEL_KEYS } from './panels.tsx';

const Search = lazily(
  [
    'data',
    'panels',
    'experiment',
    'commands',
    'faults',
    'quiz',
    'aside',
    'glossary',
    'paper',
    'present',
    'recording',
  ],
  async () => (await import('../search/Search.tsx')).Search,
);

const Help = lazily(['aside'], async () => (await import('../topbar/Help.tsx')).Help);
const FullLegend = lazily([], async () => (await import('../transport/FullLegend.tsx')).FullLegend);
const Signs = lazily(['aside'], async () => (await import('../canvas/Signs.tsx')).Signs);

const ClassSlot = lazily(
  ['present', 'panels', 'paper', 'recording'],
  async () => (await import('./ClassSlot.tsx')).ClassSlot,
);

export function Dialogs() {
  const searching = useStore((s) => s.searching);
  const helping = useStore((s) => s.helping);
  const forClass = useStore((s) => s.deed !== null);
  if (!searching && !helping && !forClass) return null;
  return (
    <ErrorBoundary fallback={(message, retry) => <Failed message={message} retry={retry} />}>
      <Suspense fallback={null}>
        {searching ? <Search panels={DOCK_PANELS} /> : null}
        {forClass ? <ClassSlot /> : null}
        {helping ? <Help panelKeys={PANEL_KEYS} legend={<FullLegend />} signs={<Signs />} /> : null}
      </Suspense>
    </ErrorBoundary>
  );
}

function Failed({ message, retry }: { message: string; retry: () => void }) {
  const { panels, top } = useStore((s) => textsOf(s.lang).page);
  const searching = useStore((s) => s.searching);
  const { setSearching, setHelping } = useActions();
  const shut = (): void => {
    setSearching(false);
    setHelping(false);
  };
  return (
    <dialog
      ref={openDialog}
      className="m-auto rounded-l border border-line bg-paper p-5 text-ink shadow-3 backdrop:bg-[rgb(0_0_0/45%)]"
      aria-label={searching ? top.search : top.help}
      onClose={shut}
    >
      <div className="grid gap-3">
        <p role="alert">{panels.failed(message)}</p>
        <Button
          onClick={() => {
            askAgain();
            retry();
          }}
        >
          {panels.retry}
        </Button>
        <Button look="quiet" onClick={(event) => closeDialog(event.currentTarget)}>
          {panels.closeThis}
        </Button>
      </div>
    </dialog>
  );
}
