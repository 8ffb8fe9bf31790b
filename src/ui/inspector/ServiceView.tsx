/** A service at the cursor: where it runs, what it does now, what it consumes and what it may reach. */

import { lookupOf } from '../../core/player/lookup.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { ServiceState, World } from '../../core/trace/world.ts';
import { duration, type Texts } from '../../i18n/index.ts';
import { rpcKey } from '../../i18n/keys.ts';
import { worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Facts } from './Facts.tsx';
import { OrdersFor } from './OrdersFor.tsx';
import { consumedBy } from './reach.ts';

export function ServiceView({ actor, trace, texts }: { actor: string; trace: Trace; texts: Texts }) {
  const world = useStore(worldOf);
  const select = useStore((s) => s.select);
  const t = texts.panels.inspector.service;
  const place = trace.topology.services.find((one) => one.actor === actor);
  const state = world.services.get(actor);
  const queues = consumedBy(world, actor);
  return (
    <article className="inspector" data-service={actor}>
      <h3 className="inspector-title">
        <Code>{actor}</Code>
      </h3>
      <Facts
        lines={[
          [t.state, <strong key="state">{t.states[state?.state ?? 'idle']}</strong>],
          ...(state ? nowLines(state, world, trace, texts) : []),
          [t.program, <Code key="program">{place?.program ?? actor}</Code>],
          [t.host, <Code key="host">{place?.host ?? ''}</Code>],
          [t.machine, <Code key="machine">{place?.machine ?? ''}</Code>],
          [t.vhosts, names(place?.vhosts ?? [], t.noVhost)],
          [t.databases, names(place?.databases ?? [], t.noDatabase)],
          [
            t.queues,
            queues.length === 0
              ? texts.panels.common.none
              : queues.map(({ vhost, queue }) => (
                  <span className="field-value" key={`${vhost} ${queue}`}>
                    <Button
                      look="quiet"
                      className="inspector-link"
                      title={`vhost ${vhost}`}
                      onClick={() => select({ kind: 'queue', vhost, queue })}
                    >
                      <span>
                        <Code>{queue}</Code>
                      </span>
                    </Button>
                  </span>
                )),
          ],
        ]}
      />
      <OrdersFor target={{ kind: 'service', service: actor }} />
    </article>
  );
}

function nowLines(state: ServiceState, world: World, trace: Trace, texts: Texts) {
  const t = texts.panels.inspector.service;
  const waits = state.waits.map((wait) => (
    <MessageLink key={wait.msg_id} message={wait.message} trace={trace} since={world.at - wait.since} />
  ));
  const working = state.working.map((message) => (
    <MessageLink key={message} message={message} trace={trace} />
  ));
  return [
    ...(waits.length > 0 ? [[t.waiting, waits] as const] : []),
    ...(working.length > 0 ? [[t.working, working] as const] : []),
  ];
}

/** The method as a way to the message; `since` = microseconds that it has been waited for. */
function MessageLink({ message, trace, since }: { message: number; trace: Trace; since?: number }) {
  const select = useStore((s) => s.select);
  const published = lookupOf(trace).messages.get(message)?.published;
  if (!published) return null;
  return (
    <span className="field-value">
      <Button
        look="quiet"
        className="inspector-link"
        onClick={() => select({ kind: 'message', fact: published.index })}
      >
        <span>
          <Code>{rpcKey(published)}</Code>
        </span>
      </Button>
      {since === undefined ? null : duration(since / 1000)}
    </span>
  );
}

function names(list: readonly string[], none: string) {
  if (list.length === 0) return none;
  return list.map((name) => (
    <span className="field-value" key={name}>
      <Code>{name}</Code>
    </span>
  ));
}
