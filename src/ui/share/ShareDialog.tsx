/** Hands on what stands on the page: as a link, as a QR code, as a file; and what a class needs of it. */
import { Download, FolderOpen, Presentation, Printer, TvMinimal, Users, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { canonicalJson } from '../../core/base/json.ts';
import { OUT_FORMAT_NAMES, outFile } from '../../core/out/formats.ts';
import { textsOf } from '../../i18n/index.ts';
import { experimentOf, scenarioOf, stepsOf, traceOf } from '../../store/derived.ts';
import type { ClassDeed } from '../../store/state.ts';
import type { PageStore } from '../../store/store.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { download, MIME } from '../shared/download.ts';
import { askForPaper } from '../shared/paper.ts';
import { QrCode } from '../shared/QrCode.tsx';
import { Input } from '../shared/Select.tsx';
import { TitledDialog } from '../shared/TitledDialog.tsx';

interface Props {
  /** how the page's own address is made */
  readonly link: (page: PageStore) => string;
  readonly shut: () => void;
  /** what a step is taken away as */
  readonly more: ReactNode;
}

const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;

export function ShareDialog({ link, shut, more }: Props) {
  const t = useStore((s) => textsOf(s.lang).share);
  return (
    <TitledDialog title={t.title} close={t.close} className="share-dialog" onClose={shut}>
      <LinkPart link={link} />
      <PaperPart />
      {more}
      <FilePart />
      <RecordingPart />
      <ClassPart />
    </TitledDialog>
  );
}

function LinkPart({ link }: Pick<Props, 'link'>) {
  const page = usePageStore();
  const texts = useStore((s) => textsOf(s.lang));
  const n = useStore((s) => s.step);
  const count = useStore((s) => stepsOf(s).length);
  const t = texts.share;
  const address = new URL(link(page), window.location.href).href;
  return (
    <section className="flex flex-wrap items-start gap-4" aria-label={t.link}>
      <QrCode link={address} name={texts.present.qrOf} tooLong={texts.present.tooLong} width="10rem" />
      <div className="grid flex-1 gap-2">
        <h3 className="text-ui">{t.step(n, count)}</h3>
        <Input
          readOnly
          className="w-full"
          aria-label={texts.present.linkOf}
          value={address}
          data-share-link=""
          onFocus={(event) => event.currentTarget.select()}
        />
        <p>
          <CopyButton text={address} label={t.copy} texts={texts} />
        </p>
      </div>
    </section>
  );
}

function PaperPart() {
  const t = useStore((s) => textsOf(s.lang).paper);
  return (
    <section className="grid gap-2" aria-label={t.handout}>
      <h3 className="text-ui">{t.handout}</h3>
      <p className="text-ui text-ink-2">{t.printNote}</p>
      <p>
        <Button data-take="handout" onClick={() => askForPaper({ what: 'handout' })}>
          <Printer {...ICON} />
          {t.print}
        </Button>
      </p>
    </section>
  );
}

function FilePart() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).share);
  const experiment = useStore(experimentOf);
  const name = (): string => `novascope-${scenarioOf(page.getState())}`;
  return (
    <section className="grid gap-2">
      <h3 className="text-ui">{t.file}</h3>
      <div className="flex flex-wrap gap-2">
        {experiment === null ? (
          <p className="w-full text-ui text-ink-2">{t.noRun}</p>
        ) : (
          <Button
            data-share-file="run"
            onClick={() => download(`${name()}.json`, `${canonicalJson(experiment)}\n`, MIME.json)}
          >
            <Download {...ICON} />
            {t.run}
          </Button>
        )}
      </div>
      <h4 className="pt-1 text-ui font-medium text-ink-2">{t.formats.title}</h4>
      <div className="flex flex-wrap gap-2">
        {OUT_FORMAT_NAMES.map((format) => (
          <Button
            key={format}
            data-share-file={format}
            title={t.formats.for[format]}
            onClick={() => {
              const { ending, mime, pieces } = outFile(format, traceOf(page.getState()));
              download(`${name()}.${ending}`, [...pieces], MIME[mime]);
            }}
          >
            <Download {...ICON} />
            {t.formats.names[format]}
          </Button>
        ))}
      </div>
    </section>
  );
}

function RecordingPart() {
  const t = useStore((s) => textsOf(s.lang).recording);
  const { toClass } = useActions();
  return (
    <section className="grid gap-2">
      <h3 className="text-ui">{t.title}</h3>
      <p>
        <Button
          data-open-recording=""
          onClick={(event) => {
            event.currentTarget.closest('dialog')?.close();
            toClass('recording');
          }}
        >
          <FolderOpen {...ICON} />
          {t.open}
        </Button>
      </p>
    </section>
  );
}

const DEEDS: readonly {
  readonly what: ClassDeed & ('window' | 'blank' | 'read' | 'follow');
  readonly icon: typeof Users;
  readonly keys: string;
}[] = [
  { what: 'window', icon: Presentation, keys: 'P' },
  { what: 'blank', icon: TvMinimal, keys: 'B' },
  { what: 'read', icon: Volume2, keys: 'R' },
  { what: 'follow', icon: Users, keys: '' },
];

function ClassPart() {
  const t = useStore((s) => textsOf(s.lang).share);
  const { toClass } = useActions();
  return (
    <section className="grid gap-2">
      <h3 className="text-ui">{t.class}</h3>
      <div className="flex flex-wrap gap-2">
        {DEEDS.map(({ what, icon: Icon, keys }) => (
          <Button
            key={what}
            data-class-deed={what}
            onClick={(event) => {
              event.currentTarget.closest('dialog')?.close();
              toClass(what);
            }}
          >
            <Icon {...ICON} />
            {t[what]}
            {keys === '' ? null : <kbd className="pl-1 font-sans text-cap text-ink-3">{keys}</kbd>}
          </Button>
        ))}
      </div>
    </section>
  );
}
