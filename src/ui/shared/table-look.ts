/** The look of a small table in running text: quiet heads, a line below each row. */
export const TABLE =
  'w-full border-collapse text-ui wrap-anywhere [&_caption]:pb-1.5 [&_caption]:text-left [&_caption]:font-semibold [&_tbody_th]:font-normal [&_td]:border-b [&_td]:border-line [&_td]:px-1.5 [&_td]:py-1.5 [&_td]:align-top [&_td]:wrap-normal [&_td]:tabular-nums [&_th]:border-b [&_th]:border-line [&_th]:px-1.5 [&_th]:py-1.5 [&_th]:text-left [&_th]:align-top [&_thead_th]:text-cap [&_thead_th]:font-medium [&_thead_th]:wrap-normal [&_thead_th]:text-ink-3';

/** In a narrow `@container` each row stands as a list: what it is of, then its cells under each other, each behind its name. */
export const NARROW =
  '@max-[26rem]:block @max-[26rem]:[&_:is(caption,tbody,tr,th,td)]:block @max-[26rem]:[&_:is(th,td)]:border-0 @max-[26rem]:[&_:is(th,td)]:px-0 @max-[26rem]:[&_:is(th,td)]:py-0.5 @max-[26rem]:[&_td]:relative @max-[26rem]:[&_td]:pl-30 @max-[26rem]:[&_td]:before:absolute @max-[26rem]:[&_td]:before:left-0 @max-[26rem]:[&_td]:before:w-28 @max-[26rem]:[&_td]:before:text-cap @max-[26rem]:[&_td]:before:text-ink-3 @max-[26rem]:[&_td]:before:content-[attr(data-label)] @max-[26rem]:[&_thead]:sr-only @max-[26rem]:[&_tr]:border-t @max-[26rem]:[&_tr]:border-line @max-[26rem]:[&_tr]:py-1.5';
