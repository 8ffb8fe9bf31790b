/** The Worlds of a trace: folded from its facts, with keyframes between which a seek folds on. */
import { digest } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import type { Trace } from './trace.ts';
import type { World, Worlds } from './world.ts';
import { foldFact, makeDraft, toWorld } from './world-fold.ts';
import { makeContext } from './world-start.ts';

interface WorldOptions {
  /** facts between keyframes; no answer depends on it */
  readonly every?: number;
}

const CACHED = 32;

/**
 * Folds the trace once and keeps a World every 256 facts; a seek folds from the one before. `trace.facts` may grow: what
 * came since the last question is folded in then. It is the list's order that counts, not the facts' own `index`.
 */
export function makeWorlds(
  trace: Pick<Trace, 'source' | 'topology' | 'facts'>,
  options: WorldOptions = {},
): Worlds {
  const { facts } = trace;
  const every = options.every ?? 256;
  const context = makeContext(trace);
  /** keyframe `i` stands after fact `i * every - 1` */
  const keyframes: World[] = [];
  const cache = new Map<number, World>();
  const remember = (world: World, place: number): World => {
    cache.delete(place);
    cache.set(place, world);
    for (const oldest of cache.keys()) {
      if (cache.size <= CACHED) break;
      cache.delete(oldest);
    }
    return world;
  };
  const foldOn = (from: World, first: number, end: number): World => {
    const draft = makeDraft(from, context);
    for (let i = first; i < end; i += 1) foldFact(draft, facts[i]);
    return toWorld(draft);
  };
  const catchUp = (): void => {
    if (context.learn(facts)) {
      // a service that stood as running from the beginning starts only now: all before it is folded anew
      keyframes.length = 0;
      cache.clear();
    }
    if (keyframes.length === 0) keyframes.push(context.start());
    for (let end = keyframes.length * every; end <= facts.length; end += every)
      keyframes.push(foldOn(keyframes.at(-1) as World, end - every, end));
  };
  catchUp();
  return {
    at(wanted) {
      catchUp();
      const place = Math.max(-1, Math.min(wanted, facts.length - 1));
      const known = cache.get(place);
      if (known) return remember(known, place);
      const nearest = Math.floor((place + 1) / every);
      const keyframe = keyframes[nearest] as World;
      if (nearest * every === place + 1) return keyframe;
      return remember(foldOn(keyframe, nearest * every, place + 1), place);
    },
  };
}

/** Equal Worlds have equal digests, however they were reached. */
export function worldDigest(world: World): string {
  const plain = (value: unknown): unknown => {
    if (value instanceof Map) {
      return [...value.entries()].map(([key, v]) => [key, plain(v)]).sort(byText);
    }
    if (value instanceof Set) return [...value].sort();
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, plain(v)]));
    }
    return value;
  };
  return digest(canonicalJson(plain(world)));
}

function byText(a: unknown[], b: unknown[]): number {
  const [x, y] = [String(a[0]), String(b[0])];
  return x < y ? -1 : x > y ? 1 : 0;
}
