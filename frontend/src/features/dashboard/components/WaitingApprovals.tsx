import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { Link } from "react-router";
import { waitingApprovalsQuery } from "@/kit/agent/queries";
import { RelativeTime } from "@/kit/ui/figures";
import { Card } from "@/kit/ui/card";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { More } from "./MyWork";

/** What agents have proposed and the person may decide. */
export function WaitingApprovals() {
  const waiting = useQuery(waitingApprovalsQuery);
  return (
    <Card flush title="Waiting for your approval" actions={<More to="/approvals" />}>
      <div className="min-h-56">
        {waiting.isPending && <SkeletonRows rows={3} label="Loading approvals" />}
        {waiting.isError && <ErrorState error={waiting.error} doing="load the approvals" onRetry={() => void waiting.refetch()} />}
        {waiting.data?.length === 0 && <Empty icon={ShieldCheck} title="No approvals are waiting" />}
        <ul className="divide-y divide-line">
          {waiting.data?.map((approval) => (
            <li key={approval.id} className="relative flex min-h-9 items-center gap-3 px-4 text-sm hover:bg-n-2">
              <Link to={`/approvals?open=${approval.id}`} className="min-w-0 flex-1 truncate rounded-sm font-medium after:absolute after:inset-0">
                {approval.summary}
              </Link>
              <RelativeTime value={approval.created_at} className="relative shrink-0 text-ink-2" />
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
