/**
 * The panels of the page, a row each, in the order of their keys: what a panel holds, where it stands in each layout, and what
 * opens it. Its two labels are `page.panels` of i18n; its id is a word of `DockPanel` (store/state.ts).
 */
import {
  ChartLine,
  GitFork,
  GraduationCap,
  ListOrdered,
  type LucideIcon,
  MessageSquareText,
  Route,
  Scale,
  ScanSearch,
  SquareTerminal,
  Table2,
  Terminal,
  UnfoldVertical,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { stepOf } from '../../store/derived.ts';
import type { DockPanel, Selection } from '../../store/state.ts';
import type { PageState } from '../../store/store.ts';
import { Narration } from '../narration/Narration.tsx';
import type { PageLayout } from '../shared/layout.ts';
import { lazily } from '../shared/lazily.tsx';

/** The narration has a place of its own in every layout; all others share the dock. */
type PanelId = 'narration' | DockPanel;

export type PanelKey = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 'H' | 'L';

interface Panel {
  /** takes no props: it reads the store; all but the narration, which is there from the start, are loaded on their own */
  readonly content: ComponentType;
  readonly icon: LucideIcon;
  /** the key that goes to it */
  readonly key: PanelKey;
  /** its place among the buttons or tabs of a layout; absent = the layout shows it elsewhere, always */
  readonly place: { readonly [L in PageLayout]?: number };
  /** stands behind its label when above 0 */
  readonly badge?: (state: PageState) => number;
  /** it is not offered where the run has no databases */
  readonly needsDatabases?: true;
  /** it holds nothing for a recording, which has no experiment */
  readonly needsExperiment?: true;
  /** what opens it when it is pressed on the map or in a list */
  readonly shows?: readonly Selection['kind'][];
}

export const PANELS: { readonly [Id in PanelId]: Panel } = {
  narration: { content: Narration, icon: MessageSquareText, key: 1, place: {} },
  steps: {
    content: lazily(
      ['panels', 'compare', 'experiment'],
      async () => (await import('../steps/StepList.tsx')).StepList,
    ),
    icon: ListOrdered,
    key: 2,
    place: { lesson: 1, tall: 1, phone: 3 },
  },
  inspector: {
    content: lazily(
      ['panels', 'facts', 'data', 'waits', 'experiment', 'commands', 'faults', 'choice'],
      async () => (await import('../inspector/Inspector.tsx')).Inspector,
    ),
    icon: ScanSearch,
    key: 3,
    place: { lesson: 2, tall: 2, phone: 1 },
    shows: ['message', 'service', 'row'],
  },
  tables: {
    content: lazily(
      ['panels', 'data', 'compare', 'experiment'],
      async () => (await import('../tables/Tables.tsx')).Tables,
    ),
    icon: Table2,
    key: 4,
    place: { lesson: 3, desk: 2, tall: 4, phone: 2 },
    badge: (state) => stepOf(state)?.rows.length ?? 0,
    needsDatabases: true,
    shows: ['database'],
  },
  queues: {
    content: lazily(['queues', 'panels', 'facts'], async () => (await import('../queues/Queues.tsx')).Queues),
    icon: Route,
    key: 5,
    place: { lesson: 4, desk: 4, tall: 6, phone: 5 },
    shows: ['broker', 'queue'],
  },
  sql: {
    content: lazily(['data', 'panels'], async () => (await import('../sql/SqlPanel.tsx')).SqlPanel),
    icon: SquareTerminal,
    key: 6,
    place: { lesson: 5, desk: 3, tall: 5, phone: 8 },
    needsDatabases: true,
  },
  experiment: {
    content: lazily(
      ['experiment', 'commands', 'faults', 'panels'],
      async () => (await import('./ExperimentPanel.tsx')).ExperimentPanel,
    ),
    icon: GitFork,
    key: 7,
    place: { lesson: 6, desk: 5, tall: 7, phone: 6 },
    needsExperiment: true,
  },
  lab: {
    content: lazily(['lab', 'panels'], async () => (await import('../lab/Lab.tsx')).Lab),
    icon: ChartLine,
    key: 8,
    place: { lesson: 7, desk: 6, tall: 8, phone: 7 },
  },
  sequence: {
    content: lazily(
      ['sequence', 'panels', 'compare', 'experiment'],
      async () => (await import('../sequence/Sequence.tsx')).Sequence,
    ),
    icon: UnfoldVertical,
    key: 9,
    place: { lesson: 8, desk: 1, tall: 3, phone: 4 },
  },
  operator: {
    content: lazily(
      ['operator', 'panels'],
      async () => (await import('../operator/OperatorPanel.tsx')).OperatorPanel,
    ),
    icon: Terminal,
    key: 0,
    place: { lesson: 9, desk: 7, tall: 9, phone: 9 },
  },
  choice: {
    content: lazily(
      ['choice', 'panels'],
      async () => (await import('../choice/ChoicePanel.tsx')).ChoicePanel,
    ),
    icon: Scale,
    key: 'H',
    place: { lesson: 10, desk: 8, tall: 10, phone: 10 },
    needsDatabases: true,
  },
  lesson: {
    content: lazily(
      ['lessons', 'quiz', 'panels'],
      async () => (await import('../lesson/Lesson.tsx')).LessonPanel,
    ),
    icon: GraduationCap,
    key: 'L',
    place: { lesson: 11, desk: 9, tall: 11, phone: 11 },
  },
};

export const PANEL_IDS = Object.keys(PANELS) as readonly PanelId[];
export const DOCK_PANELS: readonly DockPanel[] = PANEL_IDS.filter((id) => id !== 'narration');

/** The keys that go to a panel, as the list of keys writes them. */
export const PANEL_KEYS = '1 … 9, 0, H, L';

/** The panels of a layout's dock, in their order there. */
export function panelsOf(layout: PageLayout): readonly DockPanel[] {
  const placeOf = (id: DockPanel): number => PANELS[id].place[layout] ?? 0;
  return DOCK_PANELS.filter((id) => placeOf(id) > 0).toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The dock's panel for a selection; null where the layout shows it elsewhere already. */
export const panelFor = ({ kind }: Selection, layout: PageLayout): DockPanel | null =>
  panelsOf(layout).find((id) => PANELS[id].shows?.includes(kind)) ?? null;
