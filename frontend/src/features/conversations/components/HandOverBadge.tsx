import { useInfiniteQuery } from "@tanstack/react-query";
import { NavBadge } from "@/kit/layout/nav-badge";
import { handOversQuery } from "../handovers";

/** How many conversations nobody has taken over yet. */
export default function HandOverBadge() {
  const { data } = useInfiniteQuery(handOversQuery);
  const waiting = data?.pages.flatMap((page) => page.items).filter((one) => one.status === "waiting") ?? [];
  return <NavBadge count={waiting.length} what="waiting" />;
}
