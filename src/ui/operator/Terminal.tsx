/** What an operator would read in a terminal at this step: a client's output, or the services' logs. */
import { useId, useState } from 'react';
import { asksForServer, OPERATOR_COMMANDS, type OperatorCommand } from '../../core/operator/commands.ts';
import { logActors } from '../../core/operator/logs.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Select } from '../shared/Select.tsx';
import { CommandOutput } from './CommandOutput.tsx';
import { LogOutput } from './LogOutput.tsx';

const LOGS = 'logs';
type View = OperatorCommand | typeof LOGS;

/** What was looked at last, for the next time that the panel is opened. */
let lastView: View = 'openstack server show';

export function Terminal() {
  const lang = useStore((s) => s.lang);
  const trace = useStore(traceOf);
  const step = useStore((s) => s.step);
  const texts = textsOf(lang);
  const t = texts.operator;
  const [view, setView] = useState<View>(lastView);
  const [server, setServer] = useState<string | null>(null);
  const [actor, setActor] = useState<string | null>(null);
  const [debug, setDebug] = useState(false);
  const choose = (next: View): void => {
    lastView = next;
    setView(next);
  };
  const servers = serversOf(trace);
  const name = servers.find(([uuid]) => uuid === server) ?? servers.at(-1);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 @max-[40rem]:px-3">
        <Field label={t.command}>
          {(id) => (
            <Select
              id={id}
              value={view}
              data-field="command"
              onChange={(e) => choose(e.target.value as View)}
            >
              <optgroup label={t.asked}>
                {OPERATOR_COMMANDS.map((command) => (
                  <option key={command} value={command} lang="en">
                    {command}
                  </option>
                ))}
              </optgroup>
              <optgroup label={t.written}>
                <option value={LOGS}>{t.logs}</option>
              </optgroup>
            </Select>
          )}
        </Field>
        {view !== LOGS && asksForServer(view) && name ? (
          <Field label={t.server}>
            {(id) => (
              <Select id={id} value={name[0]} data-field="server" onChange={(e) => setServer(e.target.value)}>
                {servers.map(([uuid, display]) => (
                  <option key={uuid} value={uuid}>
                    {display}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        {view === LOGS ? (
          <Field label={t.service}>
            {(id) => (
              <Select
                id={id}
                value={actor ?? ''}
                data-field="service"
                onChange={(e) => setActor(e.target.value === '' ? null : e.target.value)}
              >
                <option value="">{t.all}</option>
                {logActors(trace).map((one) => (
                  <option key={one} value={one} lang="en">
                    {one}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        {view === LOGS ? (
          <Button look="quiet" aria-pressed={debug} data-field="debug" onClick={() => setDebug(!debug)}>
            {t.debug}
          </Button>
        ) : null}
        <p className="min-w-0 flex-1 basis-56 text-right text-cap text-ink-3 @max-[60rem]:hidden">
          {t.asItStands(step)}
        </p>
      </div>
      {view === LOGS ? (
        <LogOutput actor={actor} debug={debug} texts={texts} />
      ) : (
        <CommandOutput command={view} server={name?.[1] ?? ''} texts={texts} />
      )}
    </div>
  );
}

/** Servers that the trace ever knows, the latest last; one whose name another has too goes by its uuid. */
function serversOf(trace: Trace): readonly (readonly [uuid: string, shown: string])[] {
  const all = [...indexOf(trace).names];
  const names = all.map(([, name]) => name);
  return all.map(([uuid, name]) => {
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    return [uuid, isAlone ? name : uuid] as const;
  });
}

function Field({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2 text-ui text-ink-2">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </span>
  );
}
