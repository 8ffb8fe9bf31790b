/** The keys and the signs, in a native dialog: Esc closes it and the focus goes back to where it was. */
import type { ReactNode } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { THEMES, type Theme } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { COMMAND_KEY } from '../shared/command-key.ts';
import { Select } from '../shared/Select.tsx';
import { TitledDialog } from '../shared/TitledDialog.tsx';
import { TextScale } from './TextScale.tsx';

interface HelpProps {
  /** the keys that go to a panel */
  readonly panelKeys: string;
  /** the kinds of messages */
  readonly legend: ReactNode;
  /** the marks of the map */
  readonly signs: ReactNode;
}

export function Help({ panelKeys, legend, signs }: HelpProps) {
  const page = useStore((s) => textsOf(s.lang).page);
  const t = useStore((s) => textsOf(s.lang).aside).keys;
  const singleKeys = useStore((s) => s.singleKeys);
  const hints = useStore((s) => s.hints);
  const { setSingleKeys, setHints, setHelping } = useActions();
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      t.groups.play,
      [
        ['Space, K', t.play],
        ['→ ←, PageDown PageUp', t.step],
        ['Shift + → ←', t.chapter],
        ['Home End', t.ends],
        ['1 … 4, Enter', t.answer],
        ['Q', t.question],
        ['> <', t.speed],
      ],
    ],
    [
      t.groups.page,
      [
        ['F6, Shift + F6', t.landmarks],
        [panelKeys, t.panels],
        ['F', t.fullscreen],
        [`/, ${COMMAND_KEY} + K`, t.search],
        ['M', t.bookmark],
        ['P', t.presenter],
        ['B, .', t.blank],
        ['R', t.read],
        ['?', t.help],
        ['Esc', t.escape],
      ],
    ],
    [
      t.groups.sequence,
      [
        ['W S', t.zoom],
        ['A D', t.pan],
        ['F', t.fit],
      ],
    ],
  ];
  return (
    <TitledDialog title={t.title} close={t.close} onClose={() => setHelping(false)}>
      <p className="text-ui text-ink-2">{page.about}</p>
      <section>
        <h3 className="mb-2 text-ui">{page.transport.legend}</h3>
        {legend}
      </section>
      {signs}
      {groups.map(([name, rows]) => (
        <section key={name}>
          <h3 className="mb-2 text-ui">{name}</h3>
          <dl className="grid gap-1 text-ui">
            {rows.map(([keys, what]) => (
              <div key={keys} className="grid grid-cols-[minmax(0,12rem)_minmax(0,1fr)] gap-x-3">
                <dt lang="en">
                  <kbd className="font-mono">{keys}</kbd>
                </dt>
                <dd className="text-ink-2">{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Switch label={t.singleNote} on={singleKeys} set={setSingleKeys} />
      <Switch label={t.hints} on={hints} set={setHints} />
      <ThemeChoice />
      <TextScale />
    </TitledDialog>
  );
}

function Switch({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label className="flex min-h-9 items-center gap-2 text-ui touch:min-h-[44px]">
      <input
        type="checkbox"
        className="size-4 accent-ink"
        checked={on}
        onChange={(event) => set(event.target.checked)}
      />
      {label}
    </label>
  );
}

/** On a phone the bar has no place for it. */
function ThemeChoice() {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const theme = useStore((s) => s.theme);
  const { setTheme } = useActions();
  return (
    <p className="flex items-center gap-3 text-ui">
      {texts.theme}
      <Select
        aria-label={texts.theme}
        value={theme}
        onChange={(event) => setTheme(event.target.value as Theme)}
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {texts.themes[one]}
          </option>
        ))}
      </Select>
    </p>
  );
}
