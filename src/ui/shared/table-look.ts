/** The look of a small table in running text: quiet heads, a line below each row. */
export const TABLE =
  'w-full border-collapse text-ui wrap-anywhere [&_caption]:pb-1.5 [&_caption]:text-left [&_caption]:font-semibold [&_tbody_th]:font-normal [&_td]:border-b [&_td]:border-line [&_td]:px-1.5 [&_td]:py-1.5 [&_td]:align-top [&_td]:wrap-normal [&_td]:tabular-nums [&_th]:border-b [&_th]:border-line [&_th]:px-1.5 [&_th]:py-1.5 [&_th]:text-left [&_th]:align-top [&_thead_th]:text-cap [&_thead_th]:font-medium [&_thead_th]:wrap-normal [&_thead_th]:text-ink-3';
