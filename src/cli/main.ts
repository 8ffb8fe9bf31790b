/**
 * The command line: `novascope <command> ...`. It never calls process.exit(): what was written still has to reach its pipe.
 */
import { isMainThread } from 'node:worker_threads';
import { answerInThread } from './ask-in-thread.ts';
import { runCli } from './run-cli.ts';

/** A reader that has seen enough (`| head`) closes the pipe: that is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

async function start(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2));
}

// a thread of the same program answers SQL, so that it can be ended
await (isMainThread ? start() : answerInThread());
