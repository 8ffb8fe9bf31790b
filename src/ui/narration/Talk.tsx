/** Who speaks with whom in this step, and who stands still meanwhile: two lives, the question over, the answer back. */
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { Texts } from '../../i18n/index.ts';
import { stepsOf, worldsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Breakable } from '../shared/Breakable.tsx';
import { Button } from '../shared/Button.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { type StepTalk, talkOf } from './step-talk.ts';
import { answerText, costText, rowsOf, workText } from './talk-texts.ts';

interface TalkProps {
  readonly step: Step;
  readonly trace: Trace;
  readonly texts: Texts;
}

/** Nothing where the step is nobody's letter. */
export function Talk({ step, trace, texts }: TalkProps) {
  const steps = useStore(stepsOf);
  const talk = talkOf(step, steps, trace);
  if (!talk) return null;
  const t = texts.talk;
  const { kind, from, to } = talk;
  const kindWord = texts.words.kinds[kind];
  const copies = kind === 'fanout';
  return (
    <>
      <figure
        className={`talk rounded-l lesson:[@container_(max-height:6rem)]:hidden border border-line bg-canvas px-3 pt-2 pb-3 kind-${kind}`}
        data-talk={kind}
        aria-label={t.label(from, to.join(', ') || texts.talk.nobody, kindWord)}
      >
        <div className="narration-from-to lesson:[@container_(max-height:7.5rem)]:hidden flex items-center justify-between gap-x-4 text-cap">
          <Name actor={from} trace={trace} />
          {copies ? (
            <strong className="font-semibold">{t.copies(to.length)}</strong>
          ) : (
            <Name actor={to[0] ?? texts.talk.nobody} trace={trace} right />
          )}
        </div>
        {copies ? (
          <Copies talk={talk} trace={trace} texts={texts} />
        ) : (
          <Pair talk={talk} step={step} trace={trace} texts={texts} />
        )}
      </figure>
      <TalkLine talk={talk} texts={texts} />
    </>
  );
}

/** The same in one line, where a long text before a class leaves no more room. */
function TalkLine({ talk, texts }: Omit<PartProps, 'trace'>) {
  return (
    <p
      className={`hidden flex-wrap items-center gap-x-2 text-cap lesson:flex lesson:[@container_(max-height:1.3rem)]:hidden lesson:[@container_(min-height:6rem)]:hidden kind-${talk.kind}`}
    >
      <span className={`h-5 w-4 flex-none ${talk.wait ? HELD : WORKS}`} />
      <strong className="flex-none font-semibold text-(--kind)">{costText(talk, texts)}</strong>
      <span className="text-ink-2">{answerText(talk, texts)}</span>
    </p>
  );
}

function Name({ actor, trace, right = false }: { actor: string; trace: Trace; right?: boolean }) {
  const { select } = useActions();
  const isService = trace.topology.services.some((place) => place.actor === actor);
  // where letters are large the two names stand in one line without what all have in common
  const [, common = '', own = actor] = /^(nova-)(.+)$/.exec(actor) ?? [];
  const name = (
    <>
      {common === '' ? null : <span className="projector:hidden">{common}</span>}
      <Breakable>{own}</Breakable>
    </>
  );
  const side = right ? 'text-right' : '';
  if (!isService)
    return <strong className={`inline-flex min-h-6 items-center font-semibold ${side}`}>{name}</strong>;
  return (
    <Button
      look="name"
      className={`font-semibold ${side}`}
      translate="no"
      onClick={() => select({ kind: 'service', actor })}
    >
      <span>{name}</span>
    </Button>
  );
}

interface PartProps {
  readonly talk: StepTalk;
  readonly trace: Trace;
  readonly texts: Texts;
}

const BAR = 'rounded-s border-2';
const WORKS = `${BAR} border-ink bg-ink/85`;
const HELD = `${BAR} border-(--kind) [--color-call:var(--kind)] hatch`;

function Pair({ talk, step, trace, texts }: PartProps & { step: Step }) {
  const { method, wait, answer } = talk;
  const stopped = isStopped(talk, step, trace);
  const dashed = talk.isAway || stopped;
  return (
    <div className="relative mt-1 grid grid-cols-[14px_minmax(0,1fr)_14px] gap-x-2">
      <span
        className={
          wait ? `${BAR} row-span-3 border-(--kind) [--color-call:var(--kind)] hatch` : `${WORKS} row-span-3`
        }
        data-held={wait ? '' : undefined}
      />
      <Over method={method} kind={talk.kind} dashed={dashed} />
      <span
        className={`row-span-3 mt-6 mb-1 ${dashed ? `${BAR} border-dashed border-line-2` : WORKS}`}
        data-away={dashed || undefined}
      />
      <span className="flex flex-wrap items-center justify-between gap-x-3 px-1 py-1.5 text-cap">
        <strong className="narration-cost font-semibold text-(--kind)" data-cost={wait ? 'waits' : 'goes_on'}>
          {costText(talk, texts)}
        </strong>
        <span className="ml-auto text-ink-2">
          {workText(talk, rowsOf(talk, step, trace), stopped, texts)}
        </span>
      </span>
      {answer ? <Back talk={talk} texts={texts} /> : null}
    </div>
  );
}

/** The answer, or what came in its place: what has not come is thin, what never comes has its cross. */
function Back({ talk, texts }: Omit<PartProps, 'trace'>) {
  const { end, step } = talk.answer ?? { end: 'none', step: null };
  const comes = end === 'result' || end === 'remote_error';
  const isLost = !comes && end !== 'none';
  return (
    <span className="flex flex-col">
      <Line look={talk.kind === 'http' ? 'thin' : 'dashed'} back faint={!comes || step !== null} />
      <span
        className={`mt-1 flex items-center justify-end gap-1 px-1 text-right text-cap text-(--kind) ${isLost || end === 'remote_error' ? 'kind-error' : ''}`}
      >
        {isLost || end === 'remote_error' ? <KindGlyph kind="error" size={15} /> : null}
        {answerText(talk, texts)}
      </span>
    </span>
  );
}

/** The question, with what is asked above its line. */
function Over({ method, kind, dashed }: { method: string; kind: StepTalk['kind']; dashed: boolean }) {
  const look =
    kind === 'http' ? 'thin' : kind === 'notification' ? 'dotted' : kind === 'fanout' ? 'double' : 'solid';
  return (
    <span className="flex flex-col justify-end pt-1">
      <span
        className="px-1 font-mono wrap-anywhere text-cap text-(--kind) lesson:[@container_(max-height:9rem)]:hidden"
        lang="en"
        translate="no"
      >
        {method}
      </span>
      <Line look={look} faint={dashed} />
    </span>
  );
}

/** One publish, and everybody who got a copy: each of them works on its own. */
function Copies({ talk, trace, texts }: PartProps) {
  const MOST = 4;
  const t = texts.talk;
  const shown = talk.to.slice(0, MOST);
  return (
    <div className="mt-1 grid grid-cols-[14px_minmax(0,1fr)] gap-x-2">
      <span className={WORKS} />
      <div className="flex min-w-0 flex-col gap-1">
        <span className="px-1 font-mono wrap-anywhere text-cap text-(--kind)" lang="en" translate="no">
          {talk.method}
        </span>
        {shown.map((actor) => (
          <span key={actor} className="flex items-center gap-2 text-cap">
            <Line look="double" />
            <span className="flex-none">
              <Name actor={actor} trace={trace} right />
            </span>
          </span>
        ))}
        {talk.to.length === 0 ? <Line look="double" faint /> : null}
        <span className="flex justify-between gap-3 px-1 text-cap">
          <strong className="narration-cost font-semibold text-(--kind)" data-cost="goes_on">
            {texts.talk.goesOn}
          </strong>
          <span className="inline-flex items-center gap-1 text-ink-2">
            {talk.to.length === 0 ? (
              <>
                <KindGlyph kind="error" size={15} /> {texts.talk.nobody}
              </>
            ) : null}
            {talk.to.length > MOST ? t.more(talk.to.length - MOST) : null}
          </span>
        </span>
      </div>
    </div>
  );
}

const isStopped = ({ to }: StepTalk, step: Step, trace: Trace): boolean =>
  worldsOf(trace)
    .at(step.last)
    .services.get(to[0] ?? '')?.state === 'stopped';

const WIDTHS = { solid: 2.5, dashed: 2.5, dotted: 2.5, double: 1.5, thin: 1.6 } as const;
const DASHES: { readonly [L in keyof typeof WIDTHS]?: string } = { dashed: '7 5', dotted: '1 5' };

/** A straight line as wide as its place; thin and hollow for what has not come yet. */
function Line({
  look,
  back = false,
  faint = false,
}: {
  look: keyof typeof WIDTHS;
  back?: boolean;
  faint?: boolean;
}) {
  const width = faint ? 1.75 : WIDTHS[look];
  const ways = look === 'double' ? [3, 7] : [5];
  return (
    <svg
      className="h-2.5 w-full min-w-4 overflow-visible text-(--kind)"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {ways.map((y) => (
        <line
          key={y}
          x1={back ? 8 : 0}
          y1={y}
          x2="100%"
          y2={y}
          stroke="currentColor"
          strokeWidth={Math.min(width, WIDTHS[look])}
          strokeDasharray={faint ? '7 5' : DASHES[look]}
        />
      ))}
      {back ? (
        <path
          d="M0 5 L9 0 V10 Z"
          fill="var(--color-canvas)"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinejoin="round"
        />
      ) : (
        <svg x="100%" y="0" width="1" height="10" overflow="visible" aria-hidden="true">
          <path
            d="M1 5 L-9 -0.5 V10.5 Z"
            fill={faint ? 'var(--color-canvas)' : 'currentColor'}
            stroke="currentColor"
            strokeWidth={faint ? 1.6 : 0}
          />
        </svg>
      )}
    </svg>
  );
}
