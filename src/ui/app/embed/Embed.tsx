/** The player as a course page frames it: the map, the words of the step, the transport, in whatever size the frame has. */
import { Suspense } from 'react';
import { textsOf } from '../../../i18n/index.ts';
import { useStore } from '../../../store/use-store.ts';
import { MapView } from '../../canvas/MapView.tsx';
import { Narration } from '../../narration/Narration.tsx';
import { ErrorBoundary } from '../../shared/ErrorBoundary.tsx';
import { useLifetime, useMedia } from '../../shared/hooks.ts';
import { lazily } from '../../shared/lazily.tsx';
import { firstPicture } from '../../shared/loading.ts';
import { Transport } from '../../transport/Transport.tsx';
import { Announcer } from '../Announcer.tsx';
import { NoticesSlot } from '../NoticesSlot.tsx';
import { Slot } from '../Slot.tsx';

const OpenLink = lazily(['aside'], async () => (await import('./OpenLink.tsx')).OpenLink);

const NARROW = '(max-width: 599px)';
/** The words stand beside the map. */
const WIDE = '(min-width: 900px)';

const started = firstPicture();

export function Embed() {
  useLifetime(started);
  const texts = useStore((s) => textsOf(s.lang).page.landmarks);
  const isWide = useMedia(WIDE);
  const layout = useMedia(NARROW) ? 'phone' : 'lesson';
  return (
    <div
      className="embed grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] bg-paper **:data-landmark:focus:outline-none"
      data-layout={layout}
    >
      <NoticesSlot />
      <div className={`flex min-h-0 ${isWide ? '' : 'flex-col'}`}>
        <main
          className="relative min-h-0 min-w-0 flex-1 bg-canvas"
          aria-label={texts.map}
          data-landmark="map"
          tabIndex={-1}
        >
          <MapView layout={layout} isPicture />
        </main>
        <div
          className={`flex flex-none flex-col border-line ${isWide ? 'w-80 border-l' : 'max-h-[45%] border-t'}`}
        >
          <section
            className="min-h-0 flex-1 overflow-auto [&_.narration-links]:hidden!"
            aria-label={texts.narration}
            data-landmark="narration"
            tabIndex={-1}
          >
            <Slot of={Narration} />
          </section>
          <p className="flex-none px-4 text-ui">
            <ErrorBoundary fallback={() => null}>
              <Suspense>
                <OpenLink />
              </Suspense>
            </ErrorBoundary>
          </p>
        </div>
      </div>
      <nav
        className="border-t border-line"
        aria-label={texts.timeline}
        data-landmark="timeline"
        tabIndex={-1}
      >
        <Transport layout={layout} />
      </nav>
      <Announcer />
    </div>
  );
}
