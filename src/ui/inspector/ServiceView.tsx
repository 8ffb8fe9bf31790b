/** A service at the cursor: where it runs, what it consumes and may reach, what it waits for and what its workers do. */

import type { Trace } from '../../core/trace/trace.ts';
import type { Texts } from '../../i18n/index.ts';
import { worldOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { CommandsFor } from './CommandsFor.tsx';
import { Facts } from './Facts.tsx';
import { Part } from './Part.tsx';
import { consumedBy } from './reach.ts';
import { View } from './View.tsx';
import { WaitsView } from './WaitsView.tsx';

export function ServiceView({ actor, trace, texts }: { actor: string; trace: Trace; texts: Texts }) {
  const world = useStore(worldOf);
  const { select } = useActions();
  const t = texts.panels.inspector.service;
  const place = trace.topology.services.find((one) => one.actor === actor);
  const state = world.services.get(actor);
  const queues = consumedBy(world, actor);
  return (
    <View
      of={{ 'data-service': actor }}
      title={<span translate="no">{actor}</span>}
      head={<CommandsFor target={{ kind: 'service', service: actor }} />}
    >
      {place?.kind === 'client' ? null : <WaitsView actor={actor} trace={trace} />}
      <Part name={t.about} aside={t.states[state?.state ?? 'idle']}>
        <Facts
          lines={[
            [t.state, <strong key="state">{t.states[state?.state ?? 'idle']}</strong>],
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
                    <span className="field-value block" key={`${vhost} ${queue}`}>
                      <Button
                        look="link"
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
      </Part>
    </View>
  );
}

function names(list: readonly string[], none: string) {
  if (list.length === 0) return none;
  return list.map((name) => (
    <span className="field-value block" key={name}>
      <Code>{name}</Code>
    </span>
  ));
}
