/** The packages that benches compare with: installed beside node_modules when one is missing. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Lab } from '../../bench-lab.mjs';
import { run } from '../../paths.mjs';

// biome-ignore lint/suspicious/noExplicitAny: packages without types
export type Load = (name: string) => any;

/** null where they cannot be installed: the bench then stands without them, and says so. */
export function peers(lab: Lab): Load | null {
  const root = join(lab.dist, '..');
  const home = join(root, 'node_modules', '.bench-peers');
  const from = join(root, 'src', 'setup', 'bench', 'peers');
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(from, file), join(home, file));
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const isThere = (name: string): boolean => existsSync(join(home, 'node_modules', name));
  if (!Object.keys(devDependencies).every(isThere)) {
    console.log('installing the packages to compare with (src/setup/bench/peers)');
    // the benches were built for production, and npm would leave these out for it
    const how = ['--include=dev', '--no-audit', '--no-fund'];
    if (run('npm', ['install', '--prefix', home, ...how]) !== 0) {
      console.log('!! they cannot be installed: the bench stands without them !!');
      return null;
    }
  }
  return createRequire(join(home, 'package.json'));
}
