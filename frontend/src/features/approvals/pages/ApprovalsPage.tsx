import { useQuery } from "@tanstack/react-query";
import { approvalCountQuery } from "@/kit/agent/approvals";
import { useUrlState } from "@/kit/lib/url-state";
import { Page } from "@/kit/ui/page";
import { Tabs } from "@/kit/ui/tabs";
import { Inbox } from "../components/Inbox";

/** Everything that agents propose and this person may decide. */
export default function ApprovalsPage() {
  const [params, change] = useUrlState();
  const count = useQuery(approvalCountQuery).data;
  const settled = params.get("show") === "settled";
  return (
    <Page title="Approvals" description="What agents would do, before they do it. Nothing is written until somebody approves." className="mx-auto w-full max-w-[880px]">
      <Tabs
        label="Approvals"
        value={settled ? "settled" : "open"}
        onChange={(value) => change({ show: value === "settled" ? value : null, open: null }, { push: true })}
        tabs={[
          { value: "open", label: "Waiting", count, content: <Inbox open /> },
          { value: "settled", label: "Settled", content: <Inbox open={false} /> },
        ]}
      />
    </Page>
  );
}
