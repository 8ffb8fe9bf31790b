import { textsOf } from '../../i18n/index.ts';
import { type TextScale as Scale, TEXT_SCALES } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Select } from '../shared/Select.tsx';

export function TextScale() {
  const texts = useStore((s) => textsOf(s.lang).aside).keys;
  const scale = useStore((s) => s.textScale);
  const setTextScale = useStore((s) => s.setTextScale);
  return (
    <p className="flex flex-wrap items-center gap-2 text-ui">
      {texts.textScale}
      <Select
        aria-label={texts.textScale}
        value={scale}
        data-text-scale=""
        onChange={(event) => setTextScale(Number(event.target.value) as Scale)}
      >
        {TEXT_SCALES.map((one) => (
          <option key={one} value={one}>
            {texts.percent(one)}
          </option>
        ))}
      </Select>
    </p>
  );
}
