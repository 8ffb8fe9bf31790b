/** Puts the built broker in amqplib's place for all that a program loads: `node --require ./in-place.cjs program.cjs`. */
const Module = require('node:module');
const { join } = require('node:path');

const built = join(__dirname, '..', '..', 'dist-node', 'cjs');
const PLACES = new Map([
  ['amqplib', join(built, 'amqp.js')],
  ['amqplib/callback_api', join(built, 'amqp-callback.js')],
]);

const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveFilename(request, ...rest) {
  return PLACES.get(request) ?? resolve.call(this, request, ...rest);
};
