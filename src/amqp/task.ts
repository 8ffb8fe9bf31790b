/** A later task of the event loop, as soon as possible: after this one and its promises. */

type Enqueue = (run: () => void) => void;

function makeChannelQueue(): Enqueue {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(null);
  };
}

/** Node has setImmediate; browsers hold timers back, but not messages. */
export const afterThis: Enqueue =
  typeof setImmediate === 'function' ? (run) => void setImmediate(run) : makeChannelQueue();
