/** The key that is pressed together with a letter, as this reader's keyboard has it. */
const isMac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? '');

export const COMMAND_KEY = isMac ? '⌘' : 'Ctrl';
