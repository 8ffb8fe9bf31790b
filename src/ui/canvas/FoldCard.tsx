/** Many services alike on one card: how many there are of each group. Loaded when there is such a card. */
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { ServiceIcon } from '../shared/ServiceIcon.tsx';
import { FOLD_GROUPS, foldGroups } from './fold-groups.ts';
import { GroupIcon } from './GroupIcon.tsx';
import type { ServiceNode } from './geometry.ts';
import type { ShownMoment } from './moment.ts';
import { useShown } from './show-state.ts';

function foldOf({ trace, world, marks }: ShownMoment, { members }: ServiceNode) {
  const { busy, up, disabled, down } = foldGroups(trace, world, members);
  return {
    counts: { busy: busy.length, up: up.length, disabled: disabled.length, down: down.length },
    isTouched: members.some(({ actor }) => marks.touched.has(actor)),
  };
}

export function FoldCard({ node }: { node: ServiceNode }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const { counts, isTouched } = useShown(foldOf, node);
  return (
    <>
      <Stack />
      <div
        className="service relative mr-2 flex h-[calc(100%-8px)] flex-col justify-center gap-1 rounded-l border border-line-2 bg-paper px-2.5 shadow-1 phone:gap-0.5 phone:px-1.5 lesson:px-1.5 tall:px-2 data-touched:border-2 data-touched:border-ink"
        data-fold=""
        data-touched={isTouched || undefined}
      >
        <span className="flex items-center gap-1.5 phone:flex-wrap lesson:gap-1 tall:gap-1">
          <span className="phone:hidden">
            <ServiceIcon name={node.place.program} size={18} />
          </span>
          <span
            className="service-name text-(length:--m-name) leading-[1.15] font-medium tracking-[-0.02em] text-ink-2 lesson:tracking-[-0.035em]"
            lang="en"
            translate="no"
          >
            {node.place.program}
          </span>
          <b
            className="ml-auto rounded-s border border-line-2 bg-paper px-1 text-(length:--m-small) leading-snug font-semibold tabular-nums phone:ml-0"
            data-mark="fold"
          >
            ×{node.members.length}
          </b>
        </span>
        <span className="grid grid-cols-2 gap-x-2 text-(length:--m-small) leading-snug tabular-nums phone:grid-cols-1">
          {FOLD_GROUPS.filter((group) => counts[group] > 0).map((group) => (
            <span
              key={group}
              className="flex items-center gap-1 whitespace-nowrap text-ink-2"
              data-group={group}
              data-count={counts[group]}
            >
              <GroupIcon group={group} />
              <b className="font-semibold text-ink">{counts[group]}</b> {texts.groups[group]}
            </span>
          ))}
        </span>
      </div>
    </>
  );
}

/** The rims of those behind. */
const Stack = () => (
  <>
    <span className="absolute top-2 right-0 bottom-0 left-2 rounded-l border border-line-2 bg-paper" />
    <span className="absolute top-1 right-1 bottom-1 left-1 rounded-l border border-line-2 bg-paper" />
  </>
);
