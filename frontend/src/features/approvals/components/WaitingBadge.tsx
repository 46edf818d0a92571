import { useQuery } from "@tanstack/react-query";
import { approvalCountQuery } from "@/kit/agent/approvals";
import { NavBadge } from "@/kit/layout/nav-badge";

/** How many proposals the person may decide. */
export default function WaitingBadge() {
  const { data = 0 } = useQuery(approvalCountQuery);
  return <NavBadge count={data} what="waiting" />;
}
