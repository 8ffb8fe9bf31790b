/** `open`: a recording of a real cloud: what was found in it and what was hidden, its requests, its steps. */
import { name as anyName, oneOf, text } from '../core/base/read.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import { brokerExperiment } from '../core/recording/broker-experiment.ts';
import type { ImportReport, Opened } from '../core/recording/readers/import.ts';
import { writeTrace } from '../core/recording/trace-file.ts';
import { type RequestSeen, requestsLike, requestsOf } from '../core/report/requests.ts';
import { steps } from '../core/story/steps.ts';
import { LANGS, type Lang, loadTexts, packsToTell, stepTitle, textsOf } from '../i18n/index.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { jsonText, linesText, writeOut } from './files.ts';
import { openRecordings } from './recording.ts';

const FORMATS = ['steps', 'requests', 'facts', 'report'] as const;

interface OpenValues {
  readonly request: string;
  readonly pattern: string;
  readonly format: (typeof FORMATS)[number];
  readonly lang: Lang;
  readonly out: string;
}

const USAGE: Usage<OpenValues> = {
  line: 'open <file|folder>... [--request ID|UUID|SECONDS] [--pattern REGEXP] [--format steps|requests|facts|report] [--lang en|zh-CN] [--out FILE]',
  names: 1,
  more: true,
  values: {
    request: anyName,
    pattern: anyName,
    format: oneOf(FORMATS, FORMATS.join(' or ')),
    lang: oneOf(LANGS, LANGS.join(' or ')),
    out: text,
  },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const { request, pattern, format, lang, out } = args.values;
  const opened = openRecordings(args.names, pattern === null ? null : { pattern });
  const told = lang ?? 'en';
  await loadTexts(told, ['start', ...packsToTell(opened.trace)]);
  const picked = request === null ? null : pickedIn(opened, request);
  if (format !== 'report')
    for (const line of [...reportLines(opened.report), ...policyLines(opened.broker)]) console.error(line);
  writeOut(written(opened, format ?? 'steps', told, picked), out);
  return 0;
}

function pickedIn({ trace }: Opened, asked: string): RequestSeen {
  const [first] = requestsLike(requestsOf(indexOf(trace)), asked);
  return (
    first ?? misuse(`No request of this recording is "${asked}", is about that server or was in work then.`)
  );
}

function written(
  opened: Opened,
  format: OpenValues['format'],
  lang: Lang,
  picked: RequestSeen | null,
): string {
  const { trace, report } = opened;
  if (format === 'facts') return linesText(writeTrace(trace));
  if (format === 'report') return jsonText(report);
  if (format === 'requests') return linesText(requestsOf(indexOf(trace)).map(requestLine));
  const texts = textsOf(lang);
  const told = steps(trace, 'teaching').filter(
    ({ main, last }) => picked === null || (last >= picked.fact && main <= picked.last),
  );
  return linesText(
    told.map(
      (step) => `${seconds(step.at)} s  ${String(step.n).padStart(4)}  ${stepTitle(texts, step, trace)}`,
    ),
  );
}

const seconds = (at: number): string => (at / 1_000_000).toFixed(3).padStart(9);

function requestLine({ id, start, end, what, from, to, servers, messages, outcome }: RequestSeen): string {
  const ended =
    outcome.kind === 'answered'
      ? String(outcome.status)
      : outcome.kind === 'failed'
        ? outcome.failure
        : outcome.kind;
  const took = `${((end - start) / 1000).toFixed(0)} ms`;
  return [
    seconds(start),
    's ',
    id,
    what,
    to ?? from,
    messages === 1 ? '1 message' : `${messages} messages`,
    took,
    ended,
    ...servers,
  ].join('  ');
}

/** Everything that was not taken as it stood. */
function reportLines(report: ImportReport): readonly string[] {
  const hidden = Object.entries(report.hidden).map(
    ([place, { values, bytes }]) => `${place} ${values} (${bytes} bytes)`,
  );
  const counts = [
    ['deliveries without their publication', report.unpaired],
    ['times that go back', report.reordered],
    ['writes whose rows are not known', report.rowsUnknown],
    ['keys of rows that were guessed', report.keysGuessed],
    ['statements tied to a request by time', report.tiedByTime],
    [
      'records of logs, none of a message (oslo.messaging tells of them at DEBUG: see its default_log_levels)',
      report.silentLogs,
    ],
    ['records beyond the longest trace', report.cut],
  ] as const;
  return [
    ...report.files.map(
      ({ name, format, records, skipped }) =>
        `# ${name}: ${format ?? 'not known'}, ${records} records${skipped > 0 ? `, ${skipped} left out` : ''}`,
    ),
    ...report.files.flatMap(({ name, first }) =>
      first.map(({ number, reason }) => `#   ${name}, line ${number} ${reason}`),
    ),
    `# hidden: ${hidden.length === 0 ? 'nothing' : hidden.join(', ')}`,
    ...(report.inferred.length > 0 ? [`# services inferred: ${report.inferred.join(', ')}`] : []),
    ...counts.filter(([, count]) => count > 0).map(([what, count]) => `# ${what}: ${count}`),
  ];
}

/** Of a broker's definitions: which policy applies where, what it sets, and what of it the playground leaves out. */
function policyLines(broker: Opened['broker']): readonly string[] {
  const policies = broker && brokerExperiment(broker).policies;
  if (!policies) return [];
  const { applied, idle, untried, parameters } = policies;
  const listed = Object.entries(parameters).map(([component, count]) => `${component} (${count})`);
  return [
    ...applied.map(({ kind, vhost, name, policy, operator, sets, ignored }) => {
      const set = Object.entries(sets).map(([key, value]) => `${key}=${value}`);
      const names = [policy, operator].filter((one) => one !== null).join(' and ');
      const left = ignored.length > 0 ? `; not modelled here: ${ignored.join(', ')}` : '';
      return `# ${kind} ${vhost} ${name}: policy ${names}: ${set.join(' ')}${left}`;
    }),
    ...(idle.length > 0 ? [`# policies that apply to nothing: ${idle.join(', ')}`] : []),
    ...(untried.length > 0 ? [`# policies whose patterns were not tried: ${untried.join(', ')}`] : []),
    ...(listed.length > 0 ? [`# parameters, not shown: ${listed.join(', ')}`] : []),
  ];
}

export const open = { usage: USAGE, run };
