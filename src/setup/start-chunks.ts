/**
 * What the page needs at its start comes as one script, not as the twenty small ones that it shares with its workers and
 * panels: each is a request before the first picture. What the texts' own script imports stays apart, since that runs first.
 */
import type { Rolldown } from 'vite';

type Modules = Parameters<Rolldown.CodeSplittingNameFunction>[1];

/** By static imports, itself included. */
function reachable(from: string, modules: Modules): ReadonlySet<string> {
  const found = new Set([from]);
  for (const id of found) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}

export function startChunks(entry: string, before: string): Rolldown.CodeSplittingGroup {
  let first: ReadonlySet<string> | undefined;
  let start: ReadonlySet<string> | undefined;
  return {
    name: (id, modules) => {
      first ??= reachable(before, modules);
      start ??= reachable(entry, modules);
      if (id === entry || id === before) return null;
      if (first.has(id)) return 'first';
      return start.has(id) ? 'start' : null;
    },
  };
}
