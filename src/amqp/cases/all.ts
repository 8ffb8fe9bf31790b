/** All cases. */
import type { Case } from './case.ts';
import { deadLetters } from './dead-letters.ts';
import { delivery } from './delivery.ts';
import { lifetimes } from './lifetimes.ts';
import { otherArguments } from './other-arguments.ts';
import { overdue } from './overdue.ts';
import { queueArguments } from './queue-arguments.ts';
import { quorum } from './quorum.ts';
import { refusals } from './refusals.ts';
import { restarts } from './restart.ts';
import { routing } from './routing.ts';
import { settling } from './settling.ts';
import { tables } from './tables.ts';

export const CASES: readonly Case[] = [
  ...routing,
  ...delivery,
  ...settling,
  ...lifetimes,
  ...deadLetters,
  ...refusals,
  ...queueArguments,
  ...otherArguments,
  ...quorum,
  ...tables,
  ...overdue,
  ...restarts,
];
