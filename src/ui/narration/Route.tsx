/** Of what a client does by hand at the broker: who did it, and who got something by it. */

import type { Step } from '../../core/story/step.ts';
import type { Actor } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { BrokerStory } from '../../i18n/index.ts';
import { useActions } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

interface Props {
  readonly step: Step;
  readonly broker: BrokerStory;
  readonly trace: Trace;
}

export function Route({ step, broker, trace }: Props) {
  const receivers = receiversOf(broker, step);
  const isNamed = step.from !== 'client';
  // one name alone tells nothing that the title does not
  if (receivers.length === 0) return null;
  return (
    <p className="narration-from-to flex flex-wrap items-center gap-x-2 rounded-l border border-line bg-canvas px-3 py-2 text-ui">
      {isNamed ? <Name actor={step.from} trace={trace} /> : null}
      <span aria-hidden="true">→</span>
      {receivers.map((actor) => (
        <Name key={actor} actor={actor} trace={trace} />
      ))}
    </p>
  );
}

function Name({ actor, trace }: { actor: Actor; trace: Trace }) {
  const { select } = useActions();
  const isKnown = trace.topology.services.some((place) => place.actor === actor);
  if (!isKnown) return <strong className="font-semibold">{actor}</strong>;
  return (
    <Button
      look="name"
      className="font-semibold"
      translate="no"
      onClick={() => select({ kind: 'service', actor })}
    >
      {actor}
    </Button>
  );
}

/** Who got a copy, or got it back; a consumer that begins is not told to itself. */
function receiversOf(broker: BrokerStory, step: Step): readonly Actor[] {
  const back = broker.what === 'returned' && broker.message ? [broker.message.actor] : [];
  const got = broker.deliveries.map((one) => one.actor).filter((actor) => actor !== step.from);
  return [...new Set([...back, ...got])];
}
