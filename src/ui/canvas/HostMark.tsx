import { choiceIn } from '../../core/reading/host-choice.ts';
import { endText } from '../../i18n/choice-say.ts';
import { textsOf } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { useStore } from '../../store/use-store.ts';
import { ChoiceSign } from '../shared/ChoiceSign.tsx';
import { signOf } from '../shared/choice-sign.ts';
import type { ServiceNode } from './geometry.ts';
import type { ShownMoment } from './moment.ts';
import { useShown } from './show-state.ts';

function markOf({ trace, step, world }: ShownMoment, { members }: ServiceNode) {
  if (!step) return null;
  const choice = choiceIn(trace, { ...step, last: Math.min(step.last, world.index) });
  const search = choice?.searches.at(-1);
  if (!choice || !search) return null;
  const own = new Set(members.map(({ host }) => host));
  const [line] = search.hosts.filter(({ host }) => own.has(host));
  const sign = line && signOf(line.end);
  if (!sign || (own.size > 1 && sign.sign === 'host_left_out')) return null;
  return { choice, search, line, sign };
}

/** As far as the show has come within the step. Of computes drawn as one: the chosen one, else the first alternate, else none. */
export function HostMark({ node }: { node: ServiceNode }) {
  const t = useStore((s) => textsOf(s.lang).choice);
  const mark = useShown(markOf, node);
  if (!mark) return null;
  const { choice, search, line, sign } = mark;
  const told = plain(endText(t, choice, search, line.end));
  return (
    <span
      className="host-mark absolute -top-2.5 -right-1.5 z-1 flex"
      role="img"
      aria-label={`${line.host}: ${told}`}
      title={`${line.host}: ${told}`}
      data-choice={line.end.kind}
    >
      <ChoiceSign {...sign} />
    </span>
  );
}
