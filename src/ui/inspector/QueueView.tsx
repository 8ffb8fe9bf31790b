/** A queue at the cursor: what waits, what is out at a consumer, who consumes, and which bindings lead to it. */

import { indexOf } from '../../core/reading/trace-index.ts';
import type { MessageId } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { type Texts, textsOf } from '../../i18n/index.ts';
import { worldOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { CommandsFor } from './CommandsFor.tsx';
import { Facts } from './Facts.tsx';
import { Part } from './Part.tsx';
import { RunUntil } from './RunUntil.tsx';
import { bindingsTo, type QueueName } from './reach.ts';
import { View } from './View.tsx';

export function QueueView({ name, trace, texts }: { name: QueueName; trace: Trace; texts: Texts }) {
  const world = useStore(worldOf);
  const t = texts.panels.inspector.queue;
  const c = texts.panels.common;
  const until = useStore((s) => textsOf(s.lang).data).until;
  const state = world.vhosts.get(name.vhost)?.queues.get(name.queue);
  return (
    <View
      of={{ 'data-queue': name.queue }}
      title={<Code>{name.queue}</Code>}
      head={
        <div className="flex flex-wrap items-center gap-2">
          <RunUntil until={{ what: 'queue', ...name }} label={until.queue} none={until.queueNone} />
          {state ? <CommandsFor target={{ kind: 'queue', ...name }} /> : null}
        </div>
      }
    >
      {state ? (
        <Part name={t.about} aside={t.lying(state.ready.length)}>
          <Facts
            lines={[
              ['vhost', <Code key="vhost">{name.vhost}</Code>],
              [t.ready, <Messages key="ready" ids={state.ready} trace={trace} none={t.noMessage} />],
              [
                t.unacked,
                state.unacked === null ? (
                  <Unknown key="unknown" texts={texts} />
                ) : (
                  <Messages key="unacked" ids={state.unacked} trace={trace} none="0" />
                ),
              ],
              [
                t.consumers,
                state.consumers.length === 0 ? (
                  trace.source === 'simulated' ? (
                    c.none
                  ) : (
                    <Unknown key="unknown" texts={texts} />
                  )
                ) : (
                  state.consumers.map((one) => (
                    <span className="field-value block" key={one.consumer}>
                      <Code>{one.user}</Code>
                    </span>
                  ))
                ),
              ],
              [
                t.bindings,
                bindingsTo(world, name).map((one) => (
                  <span className="field-value block" key={`${one.source} ${one.routing_key}`}>
                    <Code>{`${one.source} → ${one.routing_key === '' ? '""' : one.routing_key}`}</Code>
                  </span>
                )),
              ],
            ]}
          />
        </Part>
      ) : (
        <p className="px-5 pb-4 text-ui text-ink-2 phone:px-4">{t.gone}</p>
      )}
    </View>
  );
}

function Messages({ ids, trace, none }: { ids: readonly MessageId[]; trace: Trace; none: string }) {
  const { select } = useActions();
  if (ids.length === 0) return none;
  return ids.slice(0, 50).map((id) => {
    const published = indexOf(trace).messages.get(id)?.published;
    if (!published) return null;
    return (
      <Button
        key={id}
        look="link"
        className="inspector-link"
        onClick={() => select({ kind: 'message', fact: published.index })}
      >
        <Code>{published.rpc.detail ?? published.rpc.method ?? published.rpc.type}</Code>
      </Button>
    );
  });
}
