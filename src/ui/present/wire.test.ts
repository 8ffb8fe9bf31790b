import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ClassWire, openWire } from './wire.ts';

type Hearer = (event: MessageEvent) => void;

/** A window that hears what is posted to it, and knows who posted. */
function ground(origin = 'null') {
  const listeners = new Set<Hearer>();
  const posted: string[] = [];
  const self = {
    location: { origin },
    posted,
    addEventListener: (_: 'message', listener: Hearer) => void listeners.add(listener),
    removeEventListener: (_: 'message', listener: Hearer) => void listeners.delete(listener),
    hear: (data: string, source: unknown = null) => {
      for (const listener of listeners) listener({ data, source } as MessageEvent);
    },
  };
  return self;
}

/** What `to` is for `from`: what is posted to it comes with its sender. */
const peer = (to: ReturnType<typeof ground>, from: () => unknown) => ({
  postMessage: (message: string, target: string) => {
    to.posted.push(target);
    to.hear(message, from());
  },
});

const wires: ClassWire[] = [];
const open: typeof openWire = (...args) => {
  const wire = openWire(...args);
  wires.push(wire);
  return wire;
};
afterEach(() => {
  for (const wire of wires.splice(0)) wire.close();
  vi.unstubAllGlobals();
});

describe('between two windows where there is no BroadcastChannel', () => {
  it('a window that was opened reaches its opener, and is answered', () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const [teacher, pupil] = [ground(), ground()];
    const heard: number[] = [];
    const toTeacher = peer(teacher, () => toPupil);
    const toPupil = peer(pupil, () => toTeacher);
    const own = open(teacher, 'r', { hello: () => own.say('seek', { n: 5 }) });
    const other = open(pupil, 'r', { seek: ({ n }) => heard.push(n) });
    other.reach(toTeacher);
    other.say('hello', {});
    expect(heard).toEqual([5]);
    // a local file has no origin to name
    expect(teacher.posted).toEqual(['*']);
  });

  it('a page of a host posts to its own origin alone', () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const teacher = ground('https://class.test');
    const wire = open(ground('https://class.test'), 'r', {});
    wire.reach(peer(teacher, () => null));
    wire.say('hello', {});
    expect(teacher.posted).toEqual(['https://class.test']);
  });
});

describe('between two windows', () => {
  it('what comes by two ways is heard once', () => {
    const heard: number[] = [];
    const here = ground();
    open(here, 'r', { go: ({ by }) => heard.push(by) });
    const text = JSON.stringify({ novascope: 1, room: 'r', from: 'w', n: 4, name: 'go', body: { by: 1 } });
    here.hear(text);
    here.hear(text);
    expect(heard).toEqual([1]);
  });

  it('who knows no class yet hears the first one that answers, and from then on no other', () => {
    const heard: string[] = [];
    const here = ground();
    const wire = open(here, null, {
      seek: (_, { room }) => {
        heard.push(room);
        wire.join(room);
      },
    });
    const seek = (room: string, n: number) =>
      JSON.stringify({ novascope: 1, room, from: room, n, name: 'seek', body: { n: 1 } });
    here.hear(seek('first', 1));
    here.hear(seek('second', 1));
    here.hear(seek('first', 2));
    expect(heard).toEqual(['first', 'first']);
  });
});
