/** The search is loaded when it is first asked for. Where it cannot be had, a dialog in its place says so. */
import { Suspense } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { askAgain, lazily } from '../shared/lazily.tsx';
import { DOCK_PANELS } from './panels.tsx';

const Search = lazily(['data', 'panels'], async () => (await import('../search/Search.tsx')).Search);

export function SearchSlot() {
  const searching = useStore((s) => s.searching);
  return searching ? (
    <ErrorBoundary fallback={(message, retry) => <Failed message={message} retry={retry} />}>
      <Suspense fallback={null}>
        <Search panels={DOCK_PANELS} />
      </Suspense>
    </ErrorBoundary>
  ) : null;
}

function openDialog(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}

function Failed({ message, retry }: { message: string; retry: () => void }) {
  const { panels, keys, top } = useStore((s) => textsOf(s.lang).page);
  const setSearching = useStore((s) => s.setSearching);
  return (
    <dialog ref={openDialog} className="help" aria-label={top.search} onClose={() => setSearching(false)}>
      <div className="help-body">
        <p role="alert">{panels.failed(message)}</p>
        <Button
          onClick={() => {
            askAgain();
            retry();
          }}
        >
          {panels.retry}
        </Button>
        <Button look="quiet" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
          {keys.close}
        </Button>
      </div>
    </dialog>
  );
}
