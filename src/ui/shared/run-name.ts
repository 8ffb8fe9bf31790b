/** How a run is called: by the reader, else by the command that only it has, else by its scenario. */
import { canonicalJson, isObject, type Json } from '../../core/base/json.ts';
import type { Command } from '../../core/trace/trace.ts';
import { duration, scenarioTitle, type Texts } from '../../i18n/index.ts';
import { ownCommands, type Run, type Runs, runOf } from '../../store/runs.ts';
import { stretchName } from './recording-name.ts';

export function runName(tree: Pick<Runs, 'runs'>, run: Run, texts: Texts): string {
  if (run.name !== '') return run.name;
  if (run.stretch !== null) return stretchName(run.stretch, texts);
  const t = texts.experiment.runs;
  const title = scenarioTitle(run.scenario, texts);
  if (run.parent === null) return t.untitled(title);
  const own = ownCommands(tree, run);
  const [first] = own;
  if (first) {
    const rest = own.length > 1 ? ` ${t.more(own.length - 1)}` : '';
    return t.commanded(first.name, objectOf(first), duration(first.at_us / 1000)) + rest;
  }
  const keys = changedKeys(runOf(tree, run.parent), run);
  return keys.length > 0 ? t.otherDeployment(keys.join(', ')) : t.untitled(title);
}

/** What a command acts on, where it names something. */
function objectOf({ args = {} }: Command): string {
  const named = args.service ?? args.host ?? args.queue ?? args.server ?? args.program;
  return typeof named === 'string' ? named : '';
}

/** `key: value` of the deployment wherever it is another than the parent's; of a group of settings, each by itself. */
function changedKeys(parent: Run, run: Run): readonly string[] {
  const before = settingsOf(parent);
  return [...settingsOf(run)].filter(([key, value]) => before.get(key) !== value).map(([, value]) => value);
}

function settingsOf({ experiment }: Run): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const [key, value] of Object.entries(experiment?.deployment ?? {})) {
    if (!isObject(value)) settings.set(key, `${key}: ${textOf(value)}`);
    else
      for (const [name, one] of Object.entries(value))
        settings.set(`${key} ${name}`, `${name}: ${textOf(one as Json)}`);
  }
  return settings;
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));
