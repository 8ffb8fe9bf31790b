import { choiceIn } from '../../core/reading/host-choice.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { endText } from '../../i18n/choice-say.ts';
import { textsOf } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { useStore } from '../../store/use-store.ts';
import { ChoiceSign } from '../shared/ChoiceSign.tsx';
import { signOf } from '../shared/choice-sign.ts';
import type { ServiceNode } from './geometry.ts';
import { useShownWorld } from './show-state.ts';

interface Props {
  readonly node: ServiceNode;
  readonly step: Step;
  readonly trace: Trace;
}

/** As far as the show has come within the step. Of computes drawn as one: the chosen one, else the first alternate, else none. */
export function HostMark({ node, step, trace }: Props) {
  const t = useStore((s) => textsOf(s.lang).choice);
  const { index } = useShownWorld();
  const choice = choiceIn(trace, { ...step, last: Math.min(step.last, index) });
  const search = choice?.searches.at(-1);
  if (!choice || !search) return null;
  const own = new Set(node.members.map(({ host }) => host));
  const [line] = search.hosts.filter(({ host }) => own.has(host));
  const sign = line && signOf(line.end);
  if (!sign || (own.size > 1 && sign.sign === 'host_left_out')) return null;
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
