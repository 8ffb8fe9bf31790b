/** The mark: a message on its way through the middle. */
export function Mark() {
  return (
    <svg className="size-6 flex-none phone:size-7" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" className="fill-ink" />
      <path
        d="M5 7 H12 M12 17 H19"
        className="fill-none stroke-ink-3"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M5 12 H8.6 M15.4 12 H19 M12 8.6 A3.4 3.4 0 1 1 12 15.4 A3.4 3.4 0 1 1 12 8.6"
        className="fill-none stroke-paper"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
