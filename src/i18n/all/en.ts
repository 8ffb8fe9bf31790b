import { broker } from '../broker/en.ts';
import { facts } from '../facts/en.ts';
import { faults } from '../faults/en.ts';
import { call, chosen, command, generic, readRows, service, start, state, work } from '../generic/en.ts';
import { http } from '../http/en.ts';
import { page } from '../page/en.ts';
import { panels } from '../panels/en.ts';
import { queues } from '../queues/en.ts';
import { rpc } from '../rpc/en.ts';
import type { Texts } from '../texts.ts';
import { words } from '../words/en.ts';

export const en: Texts = {
  lang: 'en',
  words,
  rpc,
  http,
  generic,
  chosen,
  state,
  start,
  work,
  service,
  call,
  command,
  readRows,
  facts,
  faults,
  panels,
  page,
  broker,
  queues,
};
