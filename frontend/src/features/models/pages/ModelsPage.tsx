import { useUrlState } from "@/kit/lib/url-state";
import { Page } from "@/kit/ui/page";
import { Tabs } from "@/kit/ui/tabs";
import { Limits } from "../components/Limits";
import { Prices } from "../components/Prices";
import { Providers } from "../components/Providers";

export default function ModelsPage() {
  const [params, change] = useUrlState();
  const tabs = [
    { value: "providers", label: "Providers", content: <Providers /> },
    { value: "prices", label: "Prices", content: <Prices /> },
    { value: "limits", label: "Limits", content: <Limits /> },
  ];
  const shown = tabs.some(({ value }) => value === params.get("tab")) ? (params.get("tab") ?? "providers") : "providers";
  return (
    <Page title="Models" description="Whose language models answer your agents, in which order, and what they may cost.">
      <Tabs label="Models" tabs={tabs} value={shown} onChange={(tab) => change({ tab: tab === "providers" ? null : tab })} />
    </Page>
  );
}
