/** A service at the cursor: where it runs, what it does now, what it consumes and what it may reach. */
import type { Trace } from '../../core/trace/trace.ts';
import type { ServiceState, World } from '../../core/trace/world.ts';
import { duration, type Texts } from '../../i18n/index.ts';
import { lookupOf } from '../../i18n/lookup.ts';
import { worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Facts } from './Facts.tsx';
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
                  <Button
                    key={`${vhost} ${queue}`}
                    look="quiet"
                    className="inspector-link"
                    onClick={() => select({ kind: 'queue', vhost, queue })}
                  >
                    <Code>{queue}</Code> <span className="quiet">({vhost})</span>
                  </Button>
                )),
          ],
        ]}
      />
    </article>
  );
}

function nowLines(state: ServiceState, world: World, trace: Trace, texts: Texts) {
  const t = texts.panels.inspector.service;
  const waits = state.waits.map((wait) => (
    <MessageLink key={wait.msg_id} message={wait.message} trace={trace}>
      {wait.detail ?? wait.method}, {duration((world.at - wait.since) / 1000)}
    </MessageLink>
  ));
  const working = state.working.map((message) => (
    <MessageLink key={message} message={message} trace={trace}>
      {methodOf(message, trace)}
    </MessageLink>
  ));
  return [
    ...(waits.length > 0 ? [[t.waiting, waits] as const] : []),
    ...(working.length > 0 ? [[t.working, working] as const] : []),
  ];
}

function methodOf(message: number, trace: Trace): string {
  const rpc = lookupOf(trace).messages.get(message)?.published.rpc;
  return rpc?.detail ?? rpc?.method ?? `${message}`;
}

function MessageLink({
  message,
  trace,
  children,
}: {
  message: number;
  trace: Trace;
  children: React.ReactNode;
}) {
  const select = useStore((s) => s.select);
  const published = lookupOf(trace).messages.get(message)?.published;
  if (!published) return children;
  return (
    <Button
      look="quiet"
      className="inspector-link"
      onClick={() => select({ kind: 'message', fact: published.index })}
    >
      <span lang="en">{children}</span>
    </Button>
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
