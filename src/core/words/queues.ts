/** What oslo.messaging calls queues that a process makes for itself: they are known by their names. */

/** and 32 hex digits: a process's own, for the answers to its calls */
export const REPLIES = 'reply_';

export const isReplyQueue = (queue: string): boolean => queue.startsWith(REPLIES);
