import type { Texts } from '../texts.ts';
import { broker } from './broker.ts';
import { facts } from './facts.ts';
import { faults } from './faults.ts';
import { call, chosen, command, generic, readRows, service, start, state, work } from './generic.ts';
import { http } from './http.ts';
import { page } from './page.ts';
import { panels } from './panels.ts';
import { queues } from './queues.ts';
import { rpc } from './rpc.ts';
import { words } from './words.ts';

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
