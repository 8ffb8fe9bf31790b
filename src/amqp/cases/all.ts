/** All cases. */
import type { Case } from './case.ts';
import { deadLetters } from './dead-letters.ts';
import { delivery } from './delivery.ts';
import { equivalence } from './equivalence.ts';
import { lifetimes } from './lifetimes.ts';
import { otherArguments } from './other-arguments.ts';
import { overdue } from './overdue.ts';
import { queueArguments } from './queue-arguments.ts';
import { quorum } from './quorum.ts';
import { refusals } from './refusals.ts';
import { replyNames } from './reply-names.ts';
import { restarts } from './restart.ts';
import { routing } from './routing.ts';
import { settling } from './settling.ts';
import { streams } from './streams.ts';
import { tables } from './tables.ts';

export const CASES: readonly Case[] = [
  ...routing,
  ...delivery,
  ...settling,
  ...lifetimes,
  ...deadLetters,
  ...refusals,
  ...equivalence,
  ...queueArguments,
  ...otherArguments,
  ...quorum,
  ...replyNames,
  ...streams,
  ...tables,
  ...overdue,
  ...restarts,
];
