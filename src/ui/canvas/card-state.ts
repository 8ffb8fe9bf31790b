/** What a card says of its service at a moment: its state, for whom it waits, what it has in work. */
import { type WaitLine, waitLine } from '../../core/reading/wait-line.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { ServiceStateName, World } from '../../core/trace/world.ts';
import { isDisabled } from './fold-groups.ts';
import type { Preset, ServiceNode } from './geometry.ts';
import type { Marks } from './marks.ts';
import { type Letter, letterOf } from './pipe-state.ts';

export interface Chip extends Letter {
  /** it is this step's own */
  readonly fresh: boolean;
}
export interface CardState {
  /** of a fold: the member that does something */
  readonly actor: string;
  readonly state: ServiceStateName;
  readonly wait: WaitLine | null;
  /** acknowledged, not finished: in this worker's memory only */
  readonly chips: readonly Chip[];
  /** peers asked in this step, one entry a request */
  readonly http: readonly string[];
  /** statements of this step */
  readonly sql: number;
  readonly touched: boolean;
  readonly ofStep: boolean;
  /** it has just sent what needs no answer, and is free */
  readonly free: boolean;
  /** it gets no new instances */
  readonly disabled: boolean;
}

const LOUDEST: readonly ServiceStateName[] = ['waiting', 'working', 'stopped', 'idle'];

export function cardState(
  trace: Trace,
  world: World,
  marks: Marks,
  step: Step | null,
  node: ServiceNode,
): CardState {
  const actor = spokesman(world, marks, step, node);
  const service = world.services.get(actor);
  const state = service?.state ?? 'idle';
  const inside = [...(service?.working ?? []), ...(service?.in_memory ?? [])];
  const last = marks.sent.at(-1);
  return {
    actor,
    state,
    wait: state === 'waiting' ? waitLine(trace, world, actor) : null,
    chips: [...new Set(inside)].flatMap((message) => {
      const letter = letterOf(trace, message);
      return letter ? [{ ...letter, fresh: step?.messages.includes(letter.fact) ?? false }] : [];
    }),
    http: marks.http.get(actor) ?? [],
    sql: marks.sql.get(actor) ?? 0,
    touched: node.members.some((one) => marks.touched.has(one.actor)),
    ofStep: step !== null && node.members.some((one) => [step.from, ...step.to].includes(one.actor)),
    free: last?.actor === actor && last.rpc.type === 'cast' && last.index === step?.main,
    disabled: isDisabled(trace, world, node.place),
  };
}

function spokesman(world: World, marks: Marks, step: Step | null, { members, place }: ServiceNode): string {
  if (members.length === 1) return place.actor;
  const loudness = (actor: string): number => {
    const isNow = marks.touched.has(actor) || step?.from === actor || step?.to.includes(actor);
    return LOUDEST.indexOf(world.services.get(actor)?.state ?? 'idle') - (isNow ? 10 : 0);
  };
  return members.reduce((best, { actor }) => (loudness(actor) < loudness(best) ? actor : best), place.actor);
}

/** Characters of a method that a chip has room for. */
export const CHIP_ROOM: { readonly [P in Preset]: number } = { desk: 21, lesson: 15, tall: 18, phone: 11 };

/** A ring, a turning one, a check, a cross: lines of the size of lucide's. */
export const STATE_SIGNS = {
  idle: 'M12 5 A7 7 0 1 1 12 19 A7 7 0 1 1 12 5 Z',
  working: 'M21 12 a9 9 0 1 1 -6.2 -8.56',
  free: 'M20 6 L9 17 L4 12',
  stopped: 'M18 6 L6 18 M6 6 L18 18',
  /** as idle, crossed once */
  disabled: 'M12 5 A7 7 0 1 1 12 19 A7 7 0 1 1 12 5 Z M7 17 L17 7',
} as const;

export const stateSign = (state: ServiceStateName | 'disabled', free: boolean): keyof typeof STATE_SIGNS =>
  free && state !== 'stopped' ? 'free' : state === 'waiting' ? 'idle' : state;
