/** All cases. */
import type { Case } from './case.ts';
import { deadLetters } from './dead-letters.ts';
import { delivery } from './delivery.ts';
import { lifetimes } from './lifetimes.ts';
import { refusals } from './refusals.ts';
import { restarts } from './restart.ts';
import { routing } from './routing.ts';
import { settling } from './settling.ts';

export const CASES: readonly Case[] = [
  ...routing,
  ...delivery,
  ...settling,
  ...lifetimes,
  ...deadLetters,
  ...refusals,
  ...restarts,
];
