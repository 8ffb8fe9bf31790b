/** From a list: what can be done now to each part of the cloud, by keyboard alone. */
import { useState } from 'react';
import type { Target } from '../../core/run/choices.ts';
import type { World } from '../../core/trace/world.ts';
import type { ExperimentTexts } from '../../i18n/index.ts';
import { traceOf, worldOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { useStore } from '../../store/use-store.ts';
import { Orders } from '../shared/Orders.tsx';
import { targetKey } from '../shared/order-choices.ts';

type OrderTexts = ExperimentTexts['orders'];

export function OrderList({ t }: { t: OrderTexts }) {
  const groups = useStore(targetsOf);
  const [chosen, setChosen] = useState('cloud');
  const all = [...groups.values()].flat();
  const target = all.find((one) => targetKey(one) === chosen) ?? all[0];
  return (
    <section className="experiment-part" aria-labelledby="orders-title">
      <h3 id="orders-title" className="experiment-title">
        {t.title}
      </h3>
      <p className="experiment-about">{t.about}</p>
      <select
        className="select"
        aria-label={t.which}
        value={target ? targetKey(target) : ''}
        data-order-target=""
        onChange={(event) => setChosen(event.target.value)}
      >
        {[...groups].map(([group, targets]) => (
          <optgroup key={group} label={t[group]}>
            {targets.map((one) => (
              <option key={targetKey(one)} value={targetKey(one)}>
                {nameOf(one, t)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {target ? <Orders target={target} /> : null}
    </section>
  );
}

type Group = 'cloud' | 'services' | 'hosts' | 'queues';
type Groups = ReadonlyMap<Group, readonly Target[]>;

let latest: { readonly world: World; readonly groups: Groups } | null = null;

/** The same for the same World: it is asked for at every change of the page. */
function targetsOf(state: PageState): Groups {
  const world = worldOf(state);
  if (latest?.world === world) return latest.groups;
  const { services } = traceOf(state).topology;
  const isNova = services.some((place) => place.kind === 'nova');
  const hosts = [...new Set(services.filter((place) => place.kind === 'nova').map((place) => place.host))];
  const queues = [...world.vhosts].flatMap(([vhost, { queues: all }]) =>
    [...all.keys()].sort().map((queue): Target => ({ kind: 'queue', vhost, queue })),
  );
  const made: Groups = new Map<Group, readonly Target[]>([
    ['cloud', [...(isNova ? [{ kind: 'cloud' } as const] : []), { kind: 'broker' }]],
    ['services', services.map(({ actor }): Target => ({ kind: 'service', service: actor }))],
    ['hosts', hosts.map((host): Target => ({ kind: 'host', host }))],
    ['queues', queues],
  ]);
  latest = { world, groups: made };
  return made;
}

function nameOf(target: Target, t: OrderTexts): string {
  switch (target.kind) {
    case 'cloud':
      return t.cloud;
    case 'broker':
      return t.broker;
    case 'service':
      return target.service;
    case 'host':
      return target.host;
    case 'queue':
      return `${target.vhost} ${target.queue}`;
    case 'message':
      return String(target.message);
  }
}
