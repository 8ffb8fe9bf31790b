/**
 * A service's state as icon + word, and the small grey marks of its REST and SQL work in this step. Who waits says for
 * what, and how much of its time has passed: the method has a line of its own where the node has room for one.
 */
import { use } from 'react';
import { defined } from '../../core/base/assert.ts';
import { waitLine } from '../../core/reading/wait-line.ts';
import type { ServiceStateName } from '../../core/trace/world.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { MapContext } from './map-context.ts';
import { useMarks, useShownWorld } from './show-state.ts';

const ICONS: { readonly [S in ServiceStateName]: string } = {
  idle: 'M8 3.5 A4.5 4.5 0 1 1 8 12.5 A4.5 4.5 0 1 1 8 3.5 Z',
  working:
    'M8 2 V4.2 M8 11.8 V14 M2 8 H4.2 M11.8 8 H14 M3.8 3.8 L5.3 5.3 M10.7 10.7 L12.2 12.2 M12.2 3.8 L10.7 5.3 M5.3 10.7 L3.8 12.2',
  waiting: 'M8 2 A6 6 0 1 1 8 14 A6 6 0 1 1 8 2 Z M8 4.8 V8 L10.4 9.6',
  stopped: 'M4 4 L12 12 M12 4 L4 12',
};

/** Characters of a method that a node of the wide map has room for. */
const MOST_METHOD = 22;

const shortMethod = (method: string, most: number): string =>
  method.length <= most ? method : `${method.slice(0, most - 1)}…`;

/** `timer` instead of the state's word, where the service waits. */
function Line({ actor, state, timer }: { actor: string; state: ServiceStateName; timer: string | null }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const marks = useMarks();
  const sql = marks.sql.get(actor) ?? 0;
  const http = marks.http.get(actor) ?? [];
  return (
    <span className="state">
      <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true">
        <path d={ICONS[state]} />
      </svg>
      <span className="state-word">{timer ?? texts.statesShort[state]}</span>
      <span className="marks">
        {http.length > 0 ? (
          <span className="mark" title={http.map(texts.http).join(', ')}>
            <KindGlyph kind="http" size={14} />
            {http.length}
          </span>
        ) : null}
        {sql > 0 ? (
          <span className="mark" title={texts.sql(sql)}>
            <KindGlyph kind="sql" size={14} />
            {sql}
          </span>
        ) : null}
      </span>
    </span>
  );
}

export function StateLine({ actor }: { actor: string }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const trace = useStore(traceOf);
  const world = useShownWorld();
  const isWide = defined(use(MapContext), 'MapContext').preset === 'hub';
  const state = world.services.get(actor)?.state ?? 'idle';
  const wait = state === 'waiting' ? waitLine(trace, world, actor) : null;
  if (!wait) return <Line actor={actor} state={state} timer={null} />;
  return (
    <span className="wait" title={texts.waits.full(wait)} data-waits-for={wait.callee}>
      {isWide ? (
        <span className="wait-method" lang="en" translate="no">
          {shortMethod(wait.method, MOST_METHOD - (wait.more > 0 ? 3 : 0))}
          {wait.more > 0 ? ` +${wait.more}` : null}
        </span>
      ) : null}
      <Line
        actor={actor}
        state={state}
        timer={(isWide ? texts.waits.timer : texts.waits.timerShort)(wait.passed, wait.limit)}
      />
    </span>
  );
}

/** A client has no state of its own to show: what it consumes, and how much it may hold. */
export function ConsumesLine({ actor }: { actor: string }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const world = useShownWorld();
  const taken = [...world.vhosts.values()].flatMap(({ queues }) =>
    [...queues.values()].flatMap(({ queue, consumers }) => {
      const own = consumers.find((one) => one.user === actor);
      return own ? [{ queue, prefetch: own.prefetch, paused: own.paused }] : [];
    }),
  );
  if (taken.length === 0) return null;
  return (
    <span className="state consumes">
      {taken.map(({ queue, prefetch, paused }) => texts.consumes(queue, prefetch, paused)).join(', ')}
    </span>
  );
}
