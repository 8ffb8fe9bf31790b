/** What a step is handed on as: a picture of its map, a storyboard of chosen steps, a video of a stretch. */
import { Download, Image, Printer } from 'lucide-react';
import { useState } from 'react';
import { textsOf } from '../../../i18n/index.ts';
import { bookmarkedSteps, stepsOf } from '../../../store/derived.ts';
import type { PageState } from '../../../store/store.ts';
import { usePageStore, useStore } from '../../../store/use-store.ts';
import { Button } from '../../shared/Button.tsx';
import { download, MIME } from '../../shared/download.ts';
import { lazily } from '../../shared/lazily.tsx';
import { askForPaper } from '../../shared/paper.ts';
import { Input } from '../../shared/Select.tsx';
import { pngOf } from '../../shared/svg-file.ts';
import { stepsNamed, writtenSteps } from './chosen-steps.ts';
import { pictureFile, pictureOf } from './picture-of.ts';
import { sheetFile, stepSheet, storyboardSheet } from './sheet.ts';

const VideoPart = lazily(['paper'], async () => (await import('./VideoPart.tsx')).VideoPart);

const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;
/** Pixels of a picture for one of the map: it is shown on a wall, too. */
const SCALE = 2;
const MOST_STEPS = 24;

export function TakeAway() {
  return (
    <>
      <PicturePart />
      <StoryboardPart />
      <VideoPart />
    </>
  );
}

/** Saves a sheet; null = done, else why not. */
async function save(svg: string, name: (end: string) => string, end: 'svg' | 'png'): Promise<boolean> {
  if (end === 'svg') {
    download(name('svg'), svg, MIME.svg);
    return true;
  }
  try {
    download(name('png'), await pngOf(svg, SCALE), MIME.png);
    return true;
  } catch {
    return false;
  }
}

interface FilesProps {
  /** as SVG */
  readonly make: () => string | null;
  readonly name: (state: PageState, end: string) => string;
  readonly what: string;
}

/** The buttons that save as SVG and as PNG, each called by what it saves. */
function Files({ make, name, what }: FilesProps) {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).paper);
  const [failed, setFailed] = useState(false);
  return (
    <>
      {(['svg', 'png'] as const).map((end) => (
        <Button
          key={end}
          data-take={`${what}-${end}`}
          aria-label={`${t[what === 'picture' ? 'picture' : 'storyboard']}: ${t[end]}`}
          onClick={() => {
            const svg = make();
            if (svg !== null)
              void save(svg, (as) => name(page.getState(), as), end).then((isDone) => setFailed(!isDone));
          }}
        >
          {end === 'svg' ? <Download {...ICON} /> : <Image {...ICON} />}
          {t[end]}
        </Button>
      ))}
      {failed ? (
        <p className="w-full text-ui text-error" role="alert">
          {t.noPicture}
        </p>
      ) : null}
    </>
  );
}

function PicturePart() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).paper);
  const n = useStore((s) => s.step);
  const make = (): string => {
    const of = pictureOf(page.getState());
    return sheetFile(of, stepSheet(of, n));
  };
  if (n === 0) return null;
  return (
    <section className="grid gap-2" aria-label={t.picture}>
      <h3 className="text-ui">{t.picture}</h3>
      <div className="flex flex-wrap gap-2">
        <Files make={make} name={(state, end) => pictureFile(state, `step-${n}`, end)} what="picture" />
      </div>
    </section>
  );
}

/** The bookmarked ones; else the first of each chapter. */
function firstChosen(state: PageState): readonly number[] {
  const marked = bookmarkedSteps(state);
  const steps = stepsOf(state);
  const firsts = steps.filter((step, i) => step.chapter !== steps[i - 1]?.chapter).map(({ n }) => n);
  return (marked.length > 0 ? marked : firsts).slice(0, MOST_STEPS);
}

function StoryboardPart() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).paper);
  const count = useStore((s) => stepsOf(s).length);
  const [text, setText] = useState(() => writtenSteps(firstChosen(page.getState())));
  const named = stepsNamed(text, count);
  const wrong =
    'bad' in named
      ? t.badSteps(named.bad, count)
      : named.steps.length > MOST_STEPS
        ? t.tooManySteps(named.steps.length, MOST_STEPS)
        : null;
  const chosen = wrong === null && 'steps' in named ? named.steps : null;
  const make = (): string | null => {
    const of = pictureOf(page.getState());
    return chosen && sheetFile(of, storyboardSheet(of, chosen));
  };
  if (count === 0) return null;
  return (
    <section className="grid gap-2" aria-label={t.storyboard}>
      <h3 className="text-ui">{t.storyboard}</h3>
      <label className="grid gap-1 text-ui">
        {t.steps}
        <Input
          className="w-full"
          value={text}
          aria-describedby="storyboard-hint"
          aria-invalid={wrong !== null}
          data-storyboard-steps=""
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p
        id="storyboard-hint"
        className={`text-cap ${wrong === null ? 'text-ink-3' : 'text-error'}`}
        role="status"
      >
        {wrong ?? t.stepsHint}
      </p>
      <div className="flex flex-wrap gap-2">
        <Files make={make} name={(state, end) => pictureFile(state, 'storyboard', end)} what="storyboard" />
        <Button
          data-take="storyboard-print"
          aria-label={`${t.storyboard}: ${t.printThis}`}
          onClick={() => {
            if (chosen) askForPaper({ what: 'storyboard', steps: chosen });
          }}
        >
          <Printer {...ICON} />
          {t.printThis}
        </Button>
      </div>
    </section>
  );
}
