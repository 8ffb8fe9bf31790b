/** What the class's window needs of the page: its address, the way to another, and the dialog that hands a step on. */
import { Suspense, useState } from 'react';
import type { Link } from '../../store/link-codec.ts';
import { parseLink } from '../../store/link-codec.ts';
import { useStore } from '../../store/use-store.ts';
import { TakeAway } from '../canvas/picture/TakeAway.tsx';
import { ClassOver } from '../present/ClassOver.tsx';
import type { Doors } from '../present/class-side.ts';
import { ShareDialog } from '../share/ShareDialog.tsx';
import { lazily } from '../shared/lazily.tsx';
import { usePaperAsked } from '../shared/paper.ts';
import { addressOf, followLink } from './link.ts';

/** Of another window's address the place alone: how this one looks is its reader's. */
const placeIn = (link: Link): Link => ({
  ...link,
  lang: null,
  badLang: null,
  theme: null,
  panel: null,
  quiz: true,
  query: null,
  layout: null,
});

const DOORS: Doors = {
  link: (page) => addressOf(page.getState(), []),
  follow: (page, hash) => followLink(page, placeIn(parseLink(hash))),
};

const RecordingSlot = lazily(['recording'], async () => (await import('./RecordingSlot.tsx')).RecordingSlot);

const Paper = lazily(['paper', 'present', 'quiz'], async () => (await import('./print/Paper.tsx')).Paper);

export function ClassSlot() {
  const asked = usePaperAsked();
  const [isRecording, setRecording] = useState(false);
  const deed = useStore((s) => s.deed);
  if (deed?.what === 'recording' && !isRecording) setRecording(true);
  return (
    <>
      {asked ? (
        <Suspense fallback={null}>
          <Paper asked={asked} />
        </Suspense>
      ) : null}
      {isRecording ? (
        <Suspense fallback={null}>
          <RecordingSlot />
        </Suspense>
      ) : null}
      <ClassOver
        doors={DOORS}
        share={(side) => (
          <ShareDialog link={DOORS.link} shut={() => side.setSharing(false)} more={<TakeAway />} />
        )}
      />
    </>
  );
}
