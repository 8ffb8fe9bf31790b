/** The keys, in a native dialog: Esc closes it and the focus goes back to where it was. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { ThemeSelect } from './ThemeSelect.tsx';

const ID = 'help';

export function openHelp(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

export function closeHelp(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement) dialog.close();
}

/** `panelKeys` = the keys that go to a panel. */
export function Help({ panelKeys }: { panelKeys: string }) {
  const texts = useStore((s) => textsOf(s.lang).page).keys;
  const theme = useStore((s) => textsOf(s.lang).page).top.theme;
  const singleKeys = useStore((s) => s.singleKeys);
  const setSingleKeys = useStore((s) => s.setSingleKeys);
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      texts.groups.play,
      [
        ['Space, K', texts.play],
        ['→ ←, PageDown PageUp', texts.step],
        ['Shift + → ←', texts.chapter],
        ['Home End', texts.ends],
        ['> <', texts.speed],
      ],
    ],
    [
      texts.groups.page,
      [
        ['F6, Shift + F6', texts.landmarks],
        [panelKeys, texts.panels],
        ['F', texts.fullscreen],
        ['/, Ctrl + K', texts.search],
        ['M', texts.bookmark],
        ['?', texts.help],
        ['Esc', texts.escape],
      ],
    ],
  ];
  return (
    <dialog id={ID} className="help" aria-labelledby="help-title">
      <header className="panel-head">
        <h2 id="help-title" className="panel-title">
          {texts.title}
        </h2>
        <Button look="quiet" onClick={closeHelp}>
          {texts.close}
        </Button>
      </header>
      <div className="help-body">
        {groups.map(([name, rows]) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl className="help-keys">
              {rows.map(([keys, what]) => (
                <div key={keys}>
                  <dt lang="en">
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label className="help-single">
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => setSingleKeys(event.target.checked)}
          />
          {texts.singleNote}
        </label>
        <p className="help-single">
          {theme} <ThemeSelect />
        </p>
      </div>
    </dialog>
  );
}
