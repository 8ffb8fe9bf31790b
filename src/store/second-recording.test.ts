import { describe, expect, it } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Opened } from '../core/recording/readers/import.ts';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { RecordingClient } from '../worker/recording-client.ts';
import { makeSecondRecording } from './second-recording.ts';
import { makeStore } from './store.ts';

const page = () =>
  makeStore({ scenario: 'boot', experiment: { v: 1 }, trace: smallBoot(), run: async () => smallBoot() });
const opened = (more: Partial<Opened> = {}): Opened =>
  ({ trace: smallBoot(), report: {}, broker: null, ...more }) as Opened;
const client = (open: () => Promise<Opened>): RecordingClient => ({ open, cancel: () => undefined });
// a File of Node has no path
const FILES = [Object.assign(new File(['x'], 'two.ndjson'), { webkitRelativePath: '' })];

describe('a second recording', () => {
  it('is there beside what is shown, which stays, with its index', async () => {
    const store = page();
    const before = store.getState();
    const second = makeSecondRecording(client(async () => opened()));
    await second.getState().open(store, FILES);
    const { known, reading } = second.getState();
    expect(known).toMatchObject({ name: 'two.ndjson' });
    expect(reading).toBe(false);
    expect(known && indexOf(known.trace).facts).toEqual(smallBoot().facts);
    expect(store.getState()).toBe(before);
    second.getState().putAway();
    expect(second.getState().known).toBeNull();
  });

  it('that cannot be read says why, and the one that was there stays', async () => {
    let open = async (): Promise<Opened> => opened();
    const second = makeSecondRecording(client(() => open()));
    await second.getState().open(page(), FILES);
    const { known } = second.getState();
    open = async () => {
      throw new CodedError('unknown_format', 'it is none', { tried: [] });
    };
    await second.getState().open(page(), FILES);
    expect(second.getState()).toMatchObject({ failure: { code: 'unknown_format' }, reading: false });
    expect(second.getState().known).toBe(known);
  });

  it('is none where it tells of a broker alone', async () => {
    const broker = {} as Opened['broker'];
    const second = makeSecondRecording(client(async () => opened({ broker })));
    await second.getState().open(page(), FILES);
    expect(second.getState()).toMatchObject({ failure: { code: 'no_messages' }, known: null });
  });
});
