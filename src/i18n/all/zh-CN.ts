import { broker } from '../broker/zh-CN.ts';
import { facts } from '../facts/zh-CN.ts';
import { faults } from '../faults/zh-CN.ts';
import { call, chosen, command, generic, readRows, service, start, state, work } from '../generic/zh-CN.ts';
import { http } from '../http/zh-CN.ts';
import { page } from '../page/zh-CN.ts';
import { panels } from '../panels/zh-CN.ts';
import { queues } from '../queues/zh-CN.ts';
import { rpc } from '../rpc/zh-CN.ts';
import type { Texts } from '../texts.ts';
import { words } from '../words/zh-CN.ts';

export const zhCN: Texts = {
  lang: 'zh-CN',
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
