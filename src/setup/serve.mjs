/** `node src/setup/serve.mjs <port> [<base>]`: the built page, below a base where one is given. */
import { serve } from './page-server.mjs';
import { inRoot } from './paths.mjs';

const [, , port = '0', base = '/'] = process.argv;
const server = await serve(inRoot('dist'), Number(port), base);
console.log(`http://127.0.0.1:${server.port}${base}`);
