import { useMutation, useQuery } from "@tanstack/react-query";
import { BarChart3, Download } from "lucide-react";
import { Link } from "react-router";
import { lastDays, type Period } from "@/kit/lib/period";
import { useUrlState } from "@/kit/lib/url-state";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { PeriodPicker } from "@/kit/ui/period-picker";
import { Empty, ErrorState } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { exportUsage, usageQuery } from "../api";
import { CallTable } from "../components/CallTable";
import { UsageChart } from "../components/UsageChart";
import { UsageFigures } from "../components/UsageFigures";
import { UsageTable } from "../components/UsageTable";

export default function UsagePage() {
  const [params, change] = useUrlState();
  const usual = lastDays(30);
  const period: Period = { since: params.get("since") ?? usual.since, until: params.get("until") ?? usual.until };
  const days = useQuery(usageQuery("day", period));
  const own = days.data?.own ?? false;
  const none = days.isSuccess && days.data.total.calls === 0;
  return (
    <Page
      title="Usage"
      description={own ? "What your work with agents took of language models." : "What work with agents took of language models."}
      actions={
        <>
          <PeriodPicker period={period} onChange={({ since, until }) => change({ since, until })} />
          <ExportButton period={period} disabled={!days.isSuccess || none} />
        </>
      }
    >
      {days.isError && <ErrorState error={days.error} doing="load the usage" onRetry={() => void days.refetch()} />}
      {none && (
        <Empty
          icon={BarChart3}
          title="No model was called in this period"
          action={
            <Button asChild>
              <Link to="/conversations">Ask an agent</Link>
            </Button>
          }
        >
          Every call stands here: who made it, through which agent, and what it cost. Answers of the built-in planner need no model.
        </Empty>
      )}
      {!none && !days.isError && (
        <>
          <UsageFigures usage={days.data} />
          <UsageChart usage={days.data} period={period} />
          <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
            <UsageTable by="agent" period={period} />
            {!own && <UsageTable by="user" period={period} />}
          </div>
          <UsageTable by="model" period={period} />
          <CallTable period={period} everybody={!own} />
        </>
      )}
    </Page>
  );
}

/** What is shown, in its finest grain, as a file. */
function ExportButton({ period, disabled }: { period: Period; disabled: boolean }) {
  const take = useMutation({ mutationFn: () => exportUsage(period), onError: (error) => toast.error("Could not export the usage", error) });
  return (
    <Button disabled={disabled} busy={take.isPending} onClick={() => take.mutate()}>
      <Download aria-hidden /> Export CSV
    </Button>
  );
}
