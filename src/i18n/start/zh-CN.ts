/** What the page says before any panel is open, and every step's sentences. */
export { chosen, command, generic, start, state, work } from '../generic/zh-CN.ts';
export { http } from '../http/zh-CN.ts';
export { narration } from '../narration/zh-CN.ts';
export { page } from '../page/zh-CN.ts';
export { rpc } from '../rpc/zh-CN.ts';
export { scenarios } from '../scenarios/zh-CN.ts';
export { words } from '../words/zh-CN.ts';
