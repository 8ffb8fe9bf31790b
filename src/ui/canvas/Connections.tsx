/** While a service or a database is pointed at, focused or chosen: who holds a connection to which database. */
import { ViewportPortal } from '@xyflow/react';
import { Database } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { type ConnectionMark, connectionsOf } from './connections.ts';
import type { FlowMap } from './geometry.ts';
import { right, rounded } from './layout-parts.ts';

export function Connections({ map, id }: { map: FlowMap; id: string }) {
  const t = useStore((s) => textsOf(s.lang).aside).connections;
  const found = connectionsOf(map, id);
  if (!found) return null;
  const { marks, ways, databases } = found;
  return (
    <ViewportPortal>
      <svg
        className="pointer-events-none absolute top-0 left-0 z-3 overflow-visible"
        width={map.width}
        height={map.height}
        aria-hidden="true"
      >
        {ways.map((way) => (
          <path
            key={rounded(way)}
            d={rounded(way)}
            className="fill-none stroke-ink-2 stroke-[1.6]"
            strokeDasharray="2 4"
            strokeLinecap="round"
            data-mark="connection"
          />
        ))}
      </svg>
      {marks.map((mark) => (
        <Mark
          key={mark.node.id}
          mark={mark}
          text={databases && mark.node.id === id ? t.of(databases) : null}
        />
      ))}
    </ViewportPortal>
  );
}

/**
 * At the upper edge, left of where a host's choice is signed; of who is pointed at with its words, which may be longer than
 * its card and then stretch over the map, not out of it.
 */
function Mark({ mark: { node, connected }, text }: { mark: ConnectionMark; text: string | null }) {
  const fromLeft = text !== null && 'side' in node && node.side === 'left';
  return (
    <span
      className="pointer-events-none absolute top-0 left-0 z-6 flex items-center gap-1 rounded-full border border-ink-2 bg-paper px-1.5 py-0.5 text-(length:--m-tiny) leading-tight whitespace-nowrap text-ink shadow-1"
      style={{
        transform: fromLeft
          ? `translate(${node.x}px, ${node.y}px) translate(0, -60%)`
          : `translate(${right(node) - 18}px, ${node.y}px) translate(-100%, -60%)`,
      }}
      data-connected={connected}
      aria-hidden="true"
    >
      <DatabaseSign connected={connected} />
      {text}
    </span>
  );
}

/** Crossed where there is none. */
export function DatabaseSign({ connected }: { connected: boolean }) {
  return (
    <span
      className="relative inline-flex"
      data-mark={connected ? 'connection' : 'no_connection'}
      aria-hidden="true"
    >
      <Database size={14} strokeWidth={1.9} />
      {connected ? null : (
        <svg className="absolute inset-0 stroke-error stroke-[2.4]" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 21 L21 3" strokeLinecap="round" />
        </svg>
      )}
    </span>
  );
}
