/** What the programs share: their broker, waiting, and how one ends. */
const assert = require('node:assert/strict');
const { setTimeout: wait } = require('node:timers/promises');
const { brokerAt } = require('amqplib');

/** Waits until it is so, at most five seconds. */
async function until(what, isSo) {
  for (let turn = 0; turn < 500; turn += 1) {
    if (await isSo()) return;
    await wait(10);
  }
  throw new Error(`${what}: not within five seconds`);
}

/** Runs a program; whatever goes wrong in it is its failure. */
function program(run) {
  process.on('unhandledRejection', (error) => {
    throw error;
  });
  const limit = setTimeout(() => {
    console.error('not over within 25 seconds');
    process.exit(1);
  }, 25_000);
  run().then(
    () => {
      clearTimeout(limit);
      process.exit(0);
    },
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}

/** An orderly stop and start: every connection is lost. */
const restart = (url) => brokerAt(url).restart();

module.exports = { assert, brokerAt, program, restart, until, wait };
