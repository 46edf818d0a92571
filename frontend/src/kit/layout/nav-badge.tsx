/** The figure at a line of the navigation: how much waits there. Over the icon when the sidebar is narrow. */
export function NavBadge({ count, what }: { count: number; what: string }) {
  if (count === 0) return null;
  return (
    <span className="ml-auto grid h-5 min-w-5 place-items-center rounded-full bg-accent-soft px-1.5 text-xs font-medium text-accent-text tabular-nums in-[.justify-center]:absolute in-[.justify-center]:top-0 in-[.justify-center]:right-0 in-[.justify-center]:h-4 in-[.justify-center]:min-w-4 in-[.justify-center]:px-1">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> {what}</span>
    </span>
  );
}
