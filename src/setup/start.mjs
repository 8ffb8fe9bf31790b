/** `npm start`: sets up what is missing, builds when the sources are newer, and serves the page. */
import { buildWhenOld } from './build-when-old.mjs';
import { ensurePackages } from './install.mjs';
import { inRoot } from './paths.mjs';

const FIRST_PORT = 4173;
const TRIES = 100;

/** The port asked for by PORT, or null; a bad number ends the program. */
function portAsked() {
  const text = process.env.PORT;
  if (text === undefined || text === '') return null;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  console.error(`PORT must be a whole number from 0 to 65535, not "${text}".`);
  process.exit(2);
}

/** @param {number | null} asked */
async function listen(asked) {
  const { serve } = await import('./serve.mjs');
  if (asked !== null) return serve(inRoot('dist'), asked);
  for (let port = FIRST_PORT; port < FIRST_PORT + TRIES; port += 1) {
    const server = await serve(inRoot('dist'), port).catch((error) => {
      if (error.code === 'EADDRINUSE') return null;
      throw error;
    });
    if (server) return server;
  }
  return serve(inRoot('dist'), 0);
}

const asked = portAsked();
ensurePackages();
buildWhenOld();
try {
  const { port } = await listen(asked);
  console.log(`http://127.0.0.1:${port}/`);
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EADDRINUSE') console.error(`Port ${asked} is taken: set PORT to another one, or unset it.`);
  else console.error(`Cannot listen on port ${asked}: ${message}.`);
  process.exit(2);
}
