/** A question put by hand before the next step of whatever run is shown: of the kinds that the step answers. */
import { CircleHelp } from 'lucide-react';
import { askable } from '../../core/quiz/kinds.ts';
import { textsOf } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { lessonsOf } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Popover } from '../shared/Popover.tsx';

export function AskHere() {
  const t = useStore((s) => textsOf(s.lang).quiz);
  const label = (
    <>
      <CircleHelp size="1.15em" strokeWidth={1.9} aria-hidden="true" />
      {t.askHere}
    </>
  );
  return (
    <Popover label={label} className="ask-here">
      {(shut) => <Kinds shut={shut} />}
    </Popover>
  );
}

function Kinds({ shut }: { shut: () => void }) {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).quiz);
  const trace = useStore(traceOf);
  const list = useStore(stepsOf);
  const next = useStore((s) => s.step) + 1;
  const kinds = askable(trace, list, next);
  if (kinds.length === 0) return <p className="p-2">{t.open.nothing}</p>;
  return kinds.map((kind) => (
    <Button
      key={kind}
      look="quiet"
      className="w-full justify-start"
      data-ask-here={kind}
      onClick={() => {
        shut();
        lessonsOf(page).getState().askHere(kind);
      }}
    >
      {t.names[kind]}
    </Button>
  ));
}
