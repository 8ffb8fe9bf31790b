/**
 * A long trace on its way from its worker to the page: in parts, each of which the page takes, and reads into its index, well
 * within the time of a few frames. At once it would stand still for as long as all of it takes.
 */
import { grown, indexOf } from '../core/reading/trace-index.ts';
import type { Fact } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { RecordingNews } from './doors.ts';

/** Facts of a part at most, and letters of their bodies, once there are some. */
const PART = 500;
const LETTERS = 2 ** 18;

/** Tells all of it; `pause` = lets go for a moment. Errors: those of `pause`. */
export async function handOver(
  { facts, ...head }: Trace,
  tell: (news: RecordingNews) => void,
  pause: () => Promise<void>,
): Promise<void> {
  tell({ kind: 'trace', trace: { ...head, facts: [] } });
  let part: Fact[] = [];
  let letters = 0;
  for (const fact of facts) {
    part.push(fact);
    if ('body' in fact) letters += fact.body?.length ?? 0;
    if (part.length < PART && letters < LETTERS) continue;
    tell({ kind: 'facts', facts: part });
    part = [];
    letters = 0;
    await pause();
  }
  if (part.length > 0) tell({ kind: 'facts', facts: part });
}

interface TakenOver {
  hear(news: RecordingNews): void;
  /** What has come by now; null = nothing. Errors: that of a part that could not be read. */
  trace(): Trace | null;
}

/** The page's side: what comes is in its index already. */
export function takeOver(): TakenOver {
  let taken: Trace | null = null;
  let failure: unknown = null;
  const read = (news: RecordingNews): void => {
    if (news.kind === 'trace') taken = news.trace;
    else if (news.kind === 'facts' && taken !== null) {
      taken = grown(taken, news.facts);
      indexOf(taken).worlds.at(taken.facts.length - 1);
    }
  };
  return {
    hear(news) {
      if (failure !== null) return;
      try {
        read(news);
      } catch (error) {
        failure = error;
      }
    },
    trace() {
      if (failure !== null) throw failure;
      return taken;
    },
  };
}
