/** Title, scenario, Boot, chapters; language, theme, periodic work, keys. */
import './topbar.css';
import type { Scenario as ScenarioData } from '../../core/scenarios/scenario.ts';
import { SCENARIOS, scenarioById } from '../../core/scenarios/scenarios.ts';
import { LANGS, LANGUAGES, scenarioTitle, textsOf } from '../../i18n/index.ts';
import { experimentOf, isRecording, scenarioOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useMedia } from '../shared/hooks.ts';
import { recordingName } from '../shared/recording-name.ts';
import { Chapters } from './Chapters.tsx';
import { openHelp } from './Help.tsx';
import { ThemeSelect } from './ThemeSelect.tsx';

export function TopBar({ layout }: { layout: string }) {
  const texts = useStore((s) => textsOf(s.lang).page);
  const small = layout === 'phone';
  // in large letters the phases of the story need the place of the name
  const isLarge = useStore((s) => s.theme === 'projector');
  const isNarrow = useMedia('(max-width: 1399px)');
  const isNameless = small || (isLarge && isNarrow);
  const isNova = useStore((s) => traceOf(s).topology.services.some((place) => place.kind !== 'client'));
  return (
    <div className="topbar" data-nova={isNova || undefined}>
      {layout === 'desk' ? <StepsToggle /> : null}
      <h1 className={isNameless ? 'visually-hidden' : 'topbar-title'} lang="en">
        {texts.title}
      </h1>
      <Scenario />
      <Boot />
      {layout === 'lesson' || layout === 'desk' ? <Chapters /> : null}
      <span className="topbar-gap" />
      {small || !isNova ? null : <Periodic />}
      <LangSwitch />
      {small ? null : <ThemeSelect />}
      <SearchButton />
      <Button
        icon
        look="quiet"
        aria-label={texts.top.help}
        title={`${texts.top.help} (?)`}
        onClick={openHelp}
      >
        ?
      </Button>
    </div>
  );
}

function SearchButton() {
  const name = useStore((s) => textsOf(s.lang).page).top.search;
  const setSearching = useStore((s) => s.setSearching);
  return (
    <Button
      icon
      look="quiet"
      aria-label={name}
      title={`${name} (/)`}
      aria-haspopup="dialog"
      onClick={() => setSearching(true)}
    >
      <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M7 2.5 A4.5 4.5 0 1 0 7 11.5 A4.5 4.5 0 1 0 7 2.5 M10.3 10.3 L14 14"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
        />
      </svg>
    </Button>
  );
}

function StepsToggle() {
  const texts = useStore((s) => textsOf(s.lang).page).panels;
  const open = useStore((s) => s.stepsOpen || s.dock === 'steps');
  const setStepsOpen = useStore((s) => s.setStepsOpen);
  const dock = useStore((s) => s.dock);
  const setDock = useStore((s) => s.setDock);
  const name = open ? texts.closeSteps : texts.openSteps;
  const toggle = (): void => {
    setStepsOpen(!open);
    if (open && dock === 'steps') setDock(null);
  };
  return (
    <Button icon look="quiet" aria-label={name} title={name} aria-expanded={open} onClick={toggle}>
      <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 4 H14 M2 8 H14 M2 12 H10" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
    </Button>
  );
}

const GROUPS = ['nova', 'broker'] as const;
const groupOf = ({ experiment }: ScenarioData): (typeof GROUPS)[number] =>
  experiment.deployment?.playground === undefined ? 'nova' : 'broker';

function Scenario() {
  const texts = useStore((s) => textsOf(s.lang));
  const { top } = texts.page;
  const scenario = useStore(scenarioOf);
  const open = useStore((s) => s.open);
  const recording = useStore(recordingName);
  const choose = (id: string): void => {
    const chosen = scenarioById(id);
    if (chosen) void open(chosen.id, chosen.experiment);
  };
  return (
    <select
      className="select topbar-scenario"
      aria-label={top.scenario}
      value={scenario}
      onChange={(event) => choose(event.target.value)}
    >
      {recording === null ? null : <option value={scenario}>{recording}</option>}
      {GROUPS.map((group) => (
        <optgroup key={group} label={top.groups[group]}>
          {SCENARIOS.filter((one) => groupOf(one) === group).map(({ id }) => (
            <option key={id} value={id}>
              {scenarioTitle(id, texts)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function Boot() {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const isOff = useStore((s) => s.engine.state === 'off');
  const refusal = useStore((s) => (isRecording(s) ? textsOf(s.lang).page.notice.no_experiment : null));
  const running = useStore((s) => s.running);
  const issue = useStore((s) => s.issue);
  const given = useStore((s) => experimentOf(s)?.commands?.length ?? 0);
  const isStart = useStore((s) => s.step <= 1);
  const canBoot = useStore((s) => traceOf(s).topology.services.some((place) => place.program === 'nova-api'));
  if (!canBoot) return null;
  // a second server gets a second name
  const asked = isStart ? { name: 'boot' } : { name: 'boot', args: { server: `vm${given + 1}` } };
  return (
    <Button
      look="filled"
      disabled={isOff || running || refusal !== null}
      title={refusal ?? texts.bootTitle}
      aria-busy={running}
      data-command="boot"
      onClick={() => void issue(asked)}
    >
      {running ? texts.running : texts.boot}
    </Button>
  );
}

function Periodic() {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const periodic = useStore((s) => s.periodic);
  const setPeriodic = useStore((s) => s.setPeriodic);
  return (
    <Button
      look="quiet"
      aria-pressed={periodic}
      title={texts.periodicTitle}
      onClick={() => setPeriodic(!periodic)}
    >
      {texts.periodic}
    </Button>
  );
}

/** Named in the language that it leads to, for the reader who cannot read the other one. */
function LangSwitch() {
  const lang = useStore((s) => s.lang);
  const coming = useStore((s) => s.nextLang !== null);
  const setLang = useStore((s) => s.setLang);
  const next = LANGS[(LANGS.indexOf(lang) + 1) % LANGS.length] ?? lang;
  const { ownName, switchTo } = LANGUAGES[next];
  return (
    <Button
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
