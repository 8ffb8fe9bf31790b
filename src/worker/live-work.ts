/** What the worker of a live stream answers: it reads lines into a trace that grows, and tells what is new when it is asked. */
import { assert } from '../core/base/assert.ts';
import { openGrowing } from '../core/recording/readers/growing.ts';
import type { DoorAnswers } from './answering.ts';
import type { LiveState, RecordingDoor } from './doors.ts';
import { type LineSocket, type LiveLines, listenLive } from './live-lines.ts';

interface LiveWorkDeps {
  /** ids are renamed with it */
  readonly secret: string;
  connect(address: string): LineSocket;
  now(): number;
  pause(ms: number): Promise<void>;
}

/** A line waits this long, milliseconds: a broker may tell of a delivery before it tells of the publication. */
const HELD_MS = 400;
const LOOK_MS = 200;

export function makeLiveWork({
  secret,
  connect,
  now,
  pause,
}: LiveWorkDeps): Pick<DoorAnswers<RecordingDoor>, 'listen' | 'next'> {
  const growing = openGrowing({ secret });
  let lines: LiveLines | null = null;
  let told: LiveState | null = null;
  return {
    listen(asked) {
      lines = listenLive(asked, { connect, now, later: (ms, act) => void pause(ms).then(act) });
      return null;
    },
    async next() {
      assert(lines !== null, 'nothing is listened to');
      for (;;) {
        const state = lines.state();
        const isEnd = state === 'over' || state === 'refused';
        for (const text of lines.take(isEnd ? Number.POSITIVE_INFINITY : now() - HELD_MS)) growing.line(text);
        const growth = growing.grow();
        if (growth || state !== told || isEnd) {
          told = state;
          return { state, growth, told: growing.told() };
        }
        await pause(LOOK_MS);
      }
    },
  };
}
