/** What waits in an inbox and who waits for it: the kernel's side of an `Inbox`. */
import type { Inbox } from '../service/effects.ts';

/** `cause` = the fact that what its taker does then follows from; null = it goes on as before */
export type Taker = (item: unknown, cause: number | null) => void;

interface Line {
  readonly items: { readonly item: unknown; readonly cause: number | null }[];
  readonly takers: Taker[];
}

export function lineOf(inbox: Inbox<unknown>): Line {
  inbox.line ??= { items: [], takers: [] } satisfies Line;
  return inbox.line as Line;
}
