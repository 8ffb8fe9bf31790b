import { Moon, Presentation, Sun, SunMoon } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { THEMES } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Popover } from '../shared/Popover.tsx';

const ICONS = { auto: SunMoon, light: Sun, dark: Moon, projector: Presentation } as const;
const ICON = { size: '1.2em', strokeWidth: 1.9, 'aria-hidden': true } as const;

export function ThemeMenu() {
  const texts = useStore((s) => textsOf(s.lang).page).top;
  const theme = useStore((s) => s.theme);
  const { setTheme } = useActions();
  const Now = ICONS[theme];
  return (
    <Popover label={<Now {...ICON} />} name={texts.theme} look="quiet" icon>
      {(shut) =>
        THEMES.map((one) => {
          const Icon = ICONS[one];
          return (
            <Button
              key={one}
              look="quiet"
              className="w-full min-w-36 justify-start"
              aria-pressed={one === theme}
              data-theme-choice={one}
              onClick={() => {
                setTheme(one);
                shut();
              }}
            >
              <Icon {...ICON} />
              {texts.themes[one]}
            </Button>
          );
        })
      }
    </Popover>
  );
}
