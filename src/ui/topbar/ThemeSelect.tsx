import { textsOf } from '../../i18n/index.ts';
import { THEMES, type Theme } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';

export function ThemeSelect() {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const theme = useStore((s) => s.theme);
  const setTheme = useStore((s) => s.setTheme);
  return (
    <select
      className="select"
      aria-label={texts.theme}
      value={theme}
      onChange={(event) => setTheme(event.target.value as Theme)}
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {texts.themes[one]}
        </option>
      ))}
    </select>
  );
}
