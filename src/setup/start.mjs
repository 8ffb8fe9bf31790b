/** `npm start`: sets up what is missing, builds when the sources are newer, and serves the page. */
import { buildWhenOld } from './build-when-old.mjs';
import { packagesOrEnd } from './install.mjs';
import { inRoot } from './paths.mjs';

/** The port asked for by PORT, or null; a bad number ends the program. */
function portAsked() {
  const text = process.env.PORT;
  if (text === undefined || text === '') return null;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  console.error(`PORT must be a whole number from 0 to 65535, not "${text}".`);
  process.exit(2);
}

const asked = portAsked();
packagesOrEnd();
buildWhenOld();
try {
  const { serveOn } = await import('./page-server.mjs');
  const { port } = await serveOn(inRoot('dist'), asked);
  console.log(`http://127.0.0.1:${port}/`);
} catch (error) {
  console.error(
    `The page is not served: ${error instanceof Error ? error.message : error}. PORT names another port.`,
  );
  process.exit(2);
}
