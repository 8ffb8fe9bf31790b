/** A recording of our own: the stored boot as the firehose's recorder writes it, with a secret where real clouds have one. */
import { readFileSync } from 'node:fs';
import { toFirehose } from '../src/core/recording/firehose.ts';
import { readTrace } from '../src/core/recording/trace-file.ts';

/** `secret` stands as the token of every context, and as the server's name. */
export function ownRecording(secret = 'canary-7f3a-token'): string {
  const trace = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
  return [...toFirehose(trace, { periodic: true })]
    .map((line) => JSON.stringify(line))
    .join('\n')
    .replaceAll('"_context_auth_token":null', `"_context_auth_token":"${secret}"`)
    .replaceAll('"display_name":"vm1"', `"display_name":"${secret}"`);
}

/** The id of the boot's own request. */
export function requestIn(text: string): string {
  const id = /"method":"schedule_and_build_instances".*?(req-[0-9a-f-]{36})/.exec(text)?.[1];
  if (id === undefined) throw new Error('the recording holds no boot');
  return id;
}
