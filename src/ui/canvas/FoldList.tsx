/** What a card of many opens to: its hosts by group, to be searched. Loaded when it is asked for. A native dialog: Esc closes it. */
import { useCallback, useRef, useState } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { FoldTree } from './FoldTree.tsx';
import { foldGroups } from './fold-groups.ts';
import type { ServiceNode } from './geometry.ts';
import { useShownWorld } from './show-state.ts';

function openDialog(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}

interface Props {
  readonly node: ServiceNode;
  readonly onClose: () => void;
}

export function FoldList({ node, onClose }: Props) {
  const t = useStore((s) => textsOf(s.lang).aside).fold;
  const { panels } = useStore((s) => textsOf(s.lang).page);
  const trace = useStore(traceOf);
  const { select } = useActions();
  const world = useShownWorld();
  const dialog = useRef<HTMLDialogElement>(null);
  // the same at every drawing: else it would be opened again while it closes
  const open = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    openDialog(element);
  }, []);
  const [asked, setAsked] = useState('');
  return (
    <dialog
      ref={open}
      className="fold-list m-auto w-[min(26rem,calc(100vw-24px))] rounded-l border border-line bg-paper p-0 text-ink shadow-3 backdrop:bg-[rgb(0_0_0/45%)]"
      aria-labelledby="fold-title"
      data-own-keys=""
      onClose={onClose}
    >
      <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 id="fold-title" className="mr-auto text-body">
          {t.title(node.members.length, node.place.program)}
        </h2>
        <Button look="quiet" onClick={() => dialog.current?.close()}>
          {panels.closeThis}
        </Button>
      </header>
      <div className="grid gap-2 p-4 pt-3">
        <p className="text-ui text-ink-2">{t.help}</p>
        <input
          type="search"
          className="min-h-9 rounded-m border border-line-2 bg-paper px-3 text-ui placeholder:text-ink-3 touch:min-h-[44px]"
          aria-label={t.find}
          placeholder={t.find}
          value={asked}
          onChange={(event) => setAsked(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            dialog.current?.querySelector<HTMLElement>('[role="tree"]')?.focus();
          }}
        />
        <FoldTree
          key={asked}
          groups={foldGroups(trace, world, node.members)}
          asked={asked}
          onChoose={(actor) => {
            select({ kind: 'service', actor });
            dialog.current?.close();
          }}
        />
      </div>
    </dialog>
  );
}
