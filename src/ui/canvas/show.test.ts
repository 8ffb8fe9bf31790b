import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../../core/base/assert.ts';
import { run } from '../../core/run/boot.fixture.ts';
import { steps } from '../../core/story/steps.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { lanesOf } from './lanes.ts';
import { mapOf } from './layout.ts';
import { pipeOf } from './path.ts';
import { factOfShow, makeShow, type Show } from './show.ts';
import { makeScene, placeOf, type Token, tokensAt, trailsOf, waysOf } from './tokens.ts';
import { lengthOf, measured, placeOn, upTo } from './way.ts';

const trace = smallBoot();
const list = steps(trace, 'teaching');
const shows: readonly Show[] = list.map((step, i) => makeShow(trace, step, list[i - 1]?.last ?? -1));
const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;
const scenes = PRESETS.flatMap((preset) =>
  shows.map((show) => makeScene(show, mapOf(trace, preset), lanesOf(trace))),
);
const placesOf = (token: Token) => waysOf(token).map((way) => placeOf(token, way));

describe('a show', () => {
  it('ends with all that the step did, and never goes back in time', () => {
    for (const show of shows) {
      expect(factOfShow(show, show.duration)).toBe(show.step?.last);
      const facts = show.phases.map((phase) => phase.fact);
      expect(facts).toEqual(facts.toSorted((a, b) => a - b));
      const times = show.phases.map((phase) => phase.at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  it('leaves out of its rest what happens in the very instant of the next step, but never a row', () => {
    const quiet = (kind = ''): boolean => !/^(row|message|http)\.|dispatched$/.test(kind);
    const index = list.findIndex(
      ({ n, main, last }) => n < list.length && last > main && quiet(trace.facts[last]?.kind),
    );
    const step = list[index];
    expect(step).toBeDefined();
    if (!step) return;
    const at = trace.facts[step.last + 1]?.at;
    const facts = trace.facts.map((fact) =>
      fact.index === step.last && at !== undefined ? { ...fact, at } : fact,
    );
    const show = makeShow({ ...trace, facts }, { ...step }, list[index - 1]?.last ?? -1);
    expect(factOfShow(show, show.duration)).toBe(step.last - 1);
  });

  it('of a command that the next step begins in the same instant as ends with what the command did', async () => {
    const trace = await run({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot' },
        { at_us: 1_850_000, name: 'stop_broker' },
      ],
    });
    const list = steps(trace, 'teaching');
    const at = list.findIndex(({ rule }) => rule === 'command.stop_broker');
    const stop = defined(list[at], 'the step of the stop');
    const show = makeShow(trace, stop, stop.before);
    expect(factOfShow(show, show.duration)).toBe(stop.last);
  });

  it('begins with the main message not yet published', () => {
    for (const show of shows) {
      for (const flight of show.flights.slice(0, 1)) expect(factOfShow(show, 0)).toBeLessThan(flight.fact);
    }
  });

  it('flies every message that names a step', () => {
    const flown = shows.flatMap((show) =>
      show.flights.filter((flight) => flight.main).map((one) => one.fact),
    );
    const named = list.filter((step) => trace.facts[step.main]?.kind === 'message.published');
    expect(named.length).toBeGreaterThan(2);
    expect(flown).toEqual(named.map((step) => step.main));
  });
});

describe('tokens', () => {
  it('are a function of show time: asked in any order, the same answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenes), fc.double({ min: 0, max: 1, noNaN: true }), (scene, share) => {
        const t = scene.show.duration * share;
        const first = tokensAt(scene, t);
        tokensAt(scene, scene.show.duration - t);
        expect(tokensAt(scene, t)).toEqual(first);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('pass the message queue on their way from one service to another', () => {
    for (const scene of scenes) {
      for (const [i, course] of scene.courses.entries()) {
        const path = course?.path;
        expect(path, `flight ${i}`).toBeDefined();
        for (const way of path?.hub ?? []) expect(way[0]).toEqual(path?.out.at(-1));
        for (const { way, hub } of path?.into ?? [])
          expect(way[0]).toEqual((path?.hub[hub] ?? path?.out)?.at(-1));
      }
    }
  });

  it('move without a jump', () => {
    for (const scene of scenes) {
      let last = tokensAt(scene, 0);
      for (let t = 8; t <= scene.show.duration; t += 8) {
        const now = tokensAt(scene, t);
        for (const token of now) {
          const before = last.find((one) => one.fact === token.fact);
          if (!before || before.lies || token.lies) continue;
          const [places, next] = [placesOf(before), placesOf(token)];
          const [[from], [to]] = [places, next];
          if (from && to && places.length === next.length) {
            expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeLessThan(60);
          }
        }
        last = now;
      }
    }
  });

  it('stand where the ways end that they have gone', () => {
    for (const scene of scenes) {
      for (let t = 0; t <= scene.show.duration; t += 40) {
        for (const token of tokensAt(scene, t)) {
          const ends = trailsOf(token).map(({ points }) => points.at(-1));
          for (const { x, y } of placesOf(token)) {
            expect(ends).toContainEqual({ x, y: y - token.fall });
          }
        }
      }
    }
  });

  it('that nobody takes end in the queue, marked as lost', () => {
    const dropped = scenes.flatMap((scene) =>
      scene.show.flights.some((flight) => flight.dropped) ? [tokensAt(scene, scene.show.duration)] : [],
    );
    expect(dropped.length).toBeGreaterThan(0);
    for (const tokens of dropped) expect(tokens.some((token) => token.place === 'lost')).toBe(true);
  });
});

describe('a part of a way', () => {
  it('is as long as its share of the whole, and ends at the place there', () => {
    const points = fc.array(fc.record({ x: fc.nat(500), y: fc.nat(500) }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(points.map(measured), fc.double({ min: 0, max: 1, noNaN: true }), (way, share) => {
        const part = upTo(way, share);
        expect(lengthOf(measured(part))).toBeCloseTo(lengthOf(way) * share, 4);
        expect(part.at(-1)).toEqual(placeOn(way, share));
      }),
      { seed: 5 },
    );
  });
});

describe('the pipes of the map', () => {
  it('hold every queue that a Nova service was handed a message from', () => {
    for (const preset of PRESETS) {
      const map = mapOf(trace, preset);
      for (const fact of trace.facts) {
        if (fact.kind !== 'message.delivered') continue;
        const pipe = pipeOf(map, lanesOf(trace), fact.vhost, fact.queue);
        expect(pipe?.owners, `${fact.queue} in ${preset}`).toContain(fact.actor);
      }
    }
    expect(lanesOf(trace)).toBe(lanesOf(trace));
  });
});
