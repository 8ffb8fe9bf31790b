/** What the page says before any panel is open, and every step's sentences. */
export { chosen, command, generic, start, state, work } from '../generic/en.ts';
export { http } from '../http/en.ts';
export { narration } from '../narration/en.ts';
export { page } from '../page/en.ts';
export { rpc } from '../rpc/en.ts';
export { scenarios } from '../scenarios/en.ts';
export { words } from '../words/en.ts';
