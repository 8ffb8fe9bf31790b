/** On a playground: what binds each queue to which exchange, and whether the step's message matched. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { bindingsInto } from './bindings.ts';
import { type Box, type FlowMap, type PipeNode, pipesOf } from './geometry.ts';
import { queueKey } from './lanes.ts';
import { bottom, rounded } from './layout-parts.ts';
import type { ShownMoment } from './moment.ts';
import { spineOf } from './path.ts';
import { shortened } from './short.ts';
import { useShown } from './show-state.ts';

export function Bindings({ map, hull }: { map: FlowMap; hull: Box }) {
  if (!map.clients) return null;
  return pipesOf(map).map((pipe) => <BindingsInto key={pipe.id} pipe={pipe} map={map} hull={hull} />);
}

function bindingsOf({ world, marks }: ShownMoment, { vhost, queues: [queue = ''] }: PipeNode) {
  return {
    all: bindingsInto(world, vhost, queue, marks.sent),
    lost: marks.lost.get(queueKey(vhost, queue)),
  };
}

function BindingsInto({ pipe, map, hull }: { pipe: PipeNode; map: FlowMap; hull: Box }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const drops = useStore((s) => textsOf(s.lang).words).drops;
  const { all, lost } = useShown(bindingsOf, pipe);
  const shift = (x: number, y: number): string => `translate(${x - hull.x - 2} ${y - hull.y - 2})`;
  const room = Math.floor(pipe.width / (map.preset === 'lesson' ? 11 : 8)) - 2;
  const each = Math.max(8, Math.floor(room / Math.max(1, all.length + (lost ? 1 : 0))) - 2);
  return (
    <svg
      className="pointer-events-none absolute top-0 left-0 overflow-visible"
      width="1"
      height="1"
      aria-hidden="true"
    >
      <g transform={shift(0, 0)} fill="none" strokeWidth="1.25">
        {all.map(({ id, source, match }) => {
          const spine = spineOf(map, pipe.vhost, source);
          return spine && map.routes ? (
            <path
              key={id}
              d={rounded(map.routes.tie(map, spine, pipe), 8)}
              stroke={match === 'yes' ? 'var(--color-ink)' : 'var(--color-line-2)'}
            />
          ) : null;
        })}
      </g>
      <text
        className="fill-ink-2 text-(length:--m-tiny)"
        transform={shift(pipe.x + 4, bottom(pipe) + 16)}
        lang="en"
      >
        {all.map(({ id, key, source, match }) => (
          <tspan
            key={id}
            className="queue-binding data-[match=yes]:fill-ink data-[match=yes]:font-semibold"
            data-match={match ?? undefined}
          >
            {match === 'yes' ? '✓ ' : match === 'no' ? '✕ ' : ''}
            {shortened(key === '' ? source : key, each)}
            {'   '}
          </tspan>
        ))}
        {lost ? (
          <tspan className="queue-lost fill-error font-semibold">
            ✕ {lost === 'unroutable' ? texts.noQueue : drops[lost]}
          </tspan>
        ) : null}
      </text>
    </svg>
  );
}
