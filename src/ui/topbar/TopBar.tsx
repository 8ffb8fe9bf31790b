/** Where we are and what can be looked at; when is the transport's. One filled button is in view: Play, which is not here. */
import { CircleQuestionMark, ListOrdered, Plus, RefreshCw, Search, Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { LANGS, LANGUAGES, textsOf } from '../../i18n/index.ts';
import { experimentOf, isRecording, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { COMMAND_KEY } from '../shared/command-key.ts';
import { IconButton } from '../shared/IconButton.tsx';
import type { PanelEntry } from '../shared/PanelChoices.tsx';
import { Chapters } from './Chapters.tsx';
import { Mark } from './Mark.tsx';
import { PanelsMenu } from './PanelsMenu.tsx';
import { Scenario } from './Scenario.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';

const ICON = { size: '1.2em', strokeWidth: 1.9, 'aria-hidden': true } as const;

interface Props {
  readonly layout: string;
  /** what its menu opens, in the layout that has no tabs of its own */
  readonly panels: readonly PanelEntry[];
  /** what there is to say of the page itself */
  readonly sign: ReactNode;
}

export function TopBar({ layout, panels, sign }: Props) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const isNova = useStore((s) => traceOf(s).topology.services.some((place) => place.kind !== 'client'));
  const [isDesk, isLesson, isPhone] = [layout === 'desk', layout === 'lesson', layout === 'phone'];
  return (
    <div className="topbar flex min-h-[52px] flex-wrap items-center gap-x-2 gap-y-1 bg-paper px-3 py-1 phone:gap-x-1 phone:px-2.5">
      {isDesk ? <StepsToggle /> : null}
      <h1 className="flex items-center gap-2 pr-1" lang="en" title={isDesk ? texts.about : undefined}>
        <Mark />
        <span className={isDesk ? 'text-body font-semibold tracking-[-0.02em]' : 'sr-only'}>
          {texts.title}
        </span>
      </h1>
      <Scenario />
      <Boot isPhone={isPhone} />
      {isDesk ? <SearchField /> : isLesson ? <Chapters /> : <span className="mx-auto" />}
      <div className="ml-auto flex flex-wrap items-center gap-x-1 phone:flex-nowrap phone:gap-x-0">
        {isLesson ? <PanelsMenu panels={panels} /> : isPhone || !isNova ? null : <Periodic />}
        {isDesk ? null : <SearchButton />}
        <LangSwitch />
        {isPhone ? null : <ThemeMenu />}
        {sign}
        <ShareButton />
        <HelpButton />
      </div>
    </div>
  );
}

/** Looks like the field that it opens. */
function SearchField() {
  const texts = useStore((s) => textsOf(s.lang).page.top);
  const { setSearching } = useActions();
  return (
    <button
      type="button"
      className="mx-auto flex min-h-9 min-w-0 flex-[1_1_15rem] items-center gap-2 rounded-m border border-line bg-canvas px-2.5 text-ui whitespace-nowrap text-ink-2 transition-colors duration-120 hover:border-line-2 touch:min-h-[44px]"
      // it gives way before the bar takes a second row
      style={{ maxWidth: '23rem' }}
      aria-label={texts.search}
      title={`${texts.search} (/)`}
      aria-haspopup="dialog"
      onClick={() => setSearching(true)}
    >
      <Search {...ICON} className="flex-none text-ink-3" />
      <span className="text-left leading-snug whitespace-normal">{texts.searchField}</span>
      <kbd
        className="ml-auto rounded-s border border-line bg-paper px-1.5 font-sans text-cap text-ink-2"
        lang="en"
      >
        {COMMAND_KEY} K
      </kbd>
    </button>
  );
}

function SearchButton() {
  const name = useStore((s) => textsOf(s.lang).page).top.search;
  const { setSearching } = useActions();
  return (
    <IconButton
      icon={Search}
      name={name}
      pressed="/"
      aria-haspopup="dialog"
      onClick={() => setSearching(true)}
    />
  );
}

function ShareButton() {
  const name = useStore((s) => textsOf(s.lang).page).top.share;
  const { toClass } = useActions();
  return (
    <IconButton
      icon={Share2}
      name={name}
      aria-haspopup="dialog"
      data-share=""
      onClick={() => toClass('share')}
    />
  );
}

function HelpButton() {
  const name = useStore((s) => textsOf(s.lang).page).top.help;
  const { setHelping } = useActions();
  return (
    <IconButton
      icon={CircleQuestionMark}
      name={name}
      pressed="?"
      aria-haspopup="dialog"
      onClick={() => setHelping(true)}
    />
  );
}

function StepsToggle() {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const open = useStore((s) => s.stepsOpen || s.dock === 'steps');
  const { setStepsOpen } = useActions();
  const dock = useStore((s) => s.dock);
  const { setDock } = useActions();
  const name = open ? texts.closeSteps : texts.openSteps;
  const toggle = (): void => {
    setStepsOpen(!open);
    if (open && dock === 'steps') setDock(null);
  };
  return (
    <IconButton icon={ListOrdered} name={name} aria-expanded={open} data-steps-toggle="" onClick={toggle} />
  );
}

/** Always orders one more server, also at the beginning: to see the first one built is what Play is for. */
function Boot({ isPhone }: { isPhone: boolean }) {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const isOff = useStore((s) => s.engine.state === 'off');
  const refusal = useStore((s) => (isRecording(s) ? textsOf(s.lang).page.notice.no_experiment : null));
  const running = useStore((s) => s.running);
  const { issue } = useActions();
  const given = useStore((s) => experimentOf(s)?.commands?.length ?? 0);
  const canBoot = useStore((s) => traceOf(s).topology.services.some((place) => place.program === 'nova-api'));
  if (!canBoot) return null;
  return (
    <Button
      icon={isPhone}
      aria-label={isPhone ? texts.boot : undefined}
      disabled={isOff || running || refusal !== null}
      title={refusal ?? texts.bootTitle}
      aria-busy={running}
      data-command="boot"
      onClick={() => void issue({ name: 'boot', args: { server: `vm${given + 1}` } })}
    >
      <Plus {...ICON} />
      {isPhone ? null : texts.boot}
    </Button>
  );
}

function Periodic() {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const periodic = useStore((s) => s.periodic);
  const { setPeriodic } = useActions();
  return (
    <Button
      look="quiet"
      aria-pressed={periodic}
      aria-label={texts.periodic}
      title={texts.periodicTitle}
      onClick={() => setPeriodic(!periodic)}
    >
      <RefreshCw {...ICON} />
      <span className="projector:hidden">{texts.periodic}</span>
    </Button>
  );
}

/** Named in the language that it leads to, for the reader who cannot read the other one. */
function LangSwitch() {
  const lang = useStore((s) => s.lang);
  const coming = useStore((s) => s.nextLang !== null);
  const { setLang } = useActions();
  const next = LANGS[(LANGS.indexOf(lang) + 1) % LANGS.length] ?? lang;
  const { ownName, switchTo } = LANGUAGES[next];
  return (
    <Button
      look="quiet"
      icon
      className="w-17 phone:w-[44px]"
      lang={next}
      aria-label={switchTo}
      aria-busy={coming}
      title={switchTo}
      data-lang-switch={next}
      onClick={() => void setLang(next)}
    >
      {ownName}
    </Button>
  );
}
