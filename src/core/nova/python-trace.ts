/**
 * What Python prints of an exception: the frames that it passed, and before it those of the exception that was being handled
 * when it was raised (`traceback.format_tb`, `traceback.format_exception`). Nothing here runs Python: the frames are those of
 * Nova 26.2.2 and oslo.messaging 14.0.3 as stored in the recorded clouds; which of them a failure has follows from what
 * failed and from where it was caught.
 */
import { CodedError } from '../base/assert.ts';
import { RemoteError } from '../rpc/envelope.ts';
import { moduleOf } from '../rpc/server.ts';

/** `code` = the line as it stands in the file; `marked` = the part of it that the carets stand below */
export interface Frame {
  /** below Python's packages, or with its whole path */
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly code: string;
  readonly marked?: string;
}

/** An exception as it was caught. */
export interface Raised {
  readonly frames: readonly Frame[];
  /** `nova.exception.NoValidHost: No valid host was found.` */
  readonly text: string;
  /** the one that was being handled */
  readonly handling: Raised | null;
}

/** An error that knows what Python would print of it. */
export class TracedError extends CodedError {
  override readonly name = 'TracedError';
  readonly raised: Raised;

  constructor(code: string, message: string, raised: Raised) {
    super(code, message);
    this.raised = raised;
  }
}

export function frame(file: string, line: number, name: string, code: string, marked?: string): Frame {
  return marked === undefined ? { file, line, name, code } : { file, line, name, code, marked };
}

const DRIVER = 'oslo_messaging/_drivers/amqpdriver.py';

/** From a client's `call` to where it waits. */
const CALL: readonly Frame[] = [
  frame(
    'oslo_messaging/rpc/client.py',
    190,
    'call',
    'result = self.transport._send(',
    'self.transport._send(',
  ),
  frame(
    'oslo_messaging/transport.py',
    123,
    '_send',
    'return self._driver.send(target, ctxt, message,',
    'self._driver.send(target, ctxt, message,',
  ),
  frame(
    DRIVER,
    689,
    'send',
    'return self._send(target, ctxt, message, wait_for_reply, timeout,',
    'self._send(target, ctxt, message, wait_for_reply, timeout,',
  ),
];

const REMOTE: readonly Frame[] = [frame(DRIVER, 681, '_send', 'raise result')];

const TIMED_OUT: readonly Frame[] = [
  frame(
    DRIVER,
    678,
    '_send',
    'result = self._waiter.wait(msg_id, timeout,',
    'self._waiter.wait(msg_id, timeout,',
  ),
  frame(
    DRIVER,
    567,
    'wait',
    'message = self.waiters.get(msg_id, timeout=timeout)',
    'self.waiters.get(msg_id, timeout=timeout)',
  ),
  frame(DRIVER, 443, 'get', 'raise oslo_messaging.MessagingTimeout('),
];

/** The queue that stayed empty: what was being handled when the time was over. */
const EMPTY: Raised = {
  frames: [
    frame(
      DRIVER,
      441,
      'get',
      'return self._queues[msg_id].get(block=True, timeout=timeout)',
      'self._queues[msg_id].get(block=True, timeout=timeout)',
    ),
    frame('eventlet/queue.py', 322, 'get', 'return waiter.wait()', 'waiter.wait()'),
    frame('eventlet/queue.py', 141, 'wait', 'return get_hub().switch()', 'get_hub().switch()'),
    frame('eventlet/hubs/hub.py', 313, 'switch', 'return self.greenlet.switch()', 'self.greenlet.switch()'),
  ],
  text: '_queue.Empty',
  handling: null,
};

const MESSAGING = 'oslo_messaging.exceptions';

/** The error of a call, as it is caught; `via` = the frames between there and the RPC client. */
export function raisedByCall(error: CodedError, via: readonly Frame[]): Raised {
  const frames = [...via, ...CALL];
  if (error.code === 'MessagingTimeout') {
    const text = `${MESSAGING}.MessagingTimeout: ${error.message}`;
    return { frames: [...frames, ...TIMED_OUT], text, handling: EMPTY };
  }
  const module = error instanceof RemoteError ? error.module : 'nova.exception';
  const trace = error instanceof RemoteError ? `\n${error.trace.join('\n')}` : '';
  const text =
    module === 'nova.exception'
      ? `${module}_Remote.${error.code}_Remote: ${error.message}${trace}`
      : `${module}.${error.code}: ${error.message}`;
  return { frames: [...frames, ...REMOTE], text, handling: null };
}

/**
 * Any error as it is caught; `via` = the frames between there and where it comes from: the RPC client, or what the error
 * itself knows. `handling` = the exception that was being handled when it was raised.
 */
export function raisedFrom(error: CodedError, via: readonly Frame[], handling: Raised | null = null): Raised {
  if (error instanceof TracedError) return { ...error.raised, frames: [...via, ...error.raised.frames] };
  if (error instanceof RemoteError || error.code === 'MessagingTimeout') return raisedByCall(error, via);
  const { code, message } = error;
  const name = code.includes('.') ? code : `${moduleOf(code)}.${code}`;
  return { frames: via, text: `${name}: ${message}`, handling };
}

const PACKAGES = '/usr/lib/python3/dist-packages/';
const HEAD = 'Traceback (most recent call last):\n';
const BETWEEN = '\nDuring handling of the above exception, another exception occurred:\n\n';

/** `nova/virt/fake.py` -> `nova.virt.fake` */
export const moduleOfFrame = ({ file }: Frame): string =>
  (file.startsWith(PACKAGES) ? file.slice(PACKAGES.length) : file)
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.');

/** `traceback.format_tb`: the frames alone. */
export function framesText(frames: readonly Frame[]): string {
  return frames.map(frameText).join('');
}

function frameText({ file, line, name, code, marked }: Frame): string {
  const path = file.startsWith('/') ? file : `${PACKAGES}${file}`;
  const carets =
    marked === undefined ? '' : `    ${' '.repeat(code.indexOf(marked))}${'^'.repeat(marked.length)}\n`;
  return `  File "${path}", line ${line}, in ${name}\n    ${code}\n${carets}`;
}

/** `traceback.format_exception`, line by line as Python gives them. */
export function exceptionLines({ frames, text, handling }: Raised): readonly string[] {
  const before = handling ? [...exceptionLines(handling), BETWEEN] : [];
  return [...before, HEAD, ...frames.map(frameText), `${text}\n`];
}

/** `traceback.format_exception` as one text. */
export const exceptionText = (raised: Raised): string => exceptionLines(raised).join('');
