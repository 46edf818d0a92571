import { useQuery } from "@tanstack/react-query";
import { Cpu, Plus } from "lucide-react";
import { useState } from "react";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { Pill } from "@/kit/ui/pill";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { createProvider, installedQuery, type Provider, providersQuery, refreshModels } from "../api";
import { kindLabel, modelsInWords, stateInWords } from "../words";
import { ProviderDialog } from "./ProviderDialog";
import { ProviderRow } from "./ProviderRow";

/** The line: who is asked first, who takes over. */
export function Providers() {
  const list = useQuery(providersQuery);
  const writable = useCan("models:write");
  const [adding, setAdding] = useState(false);
  useShortcut("n", "New provider", () => setAdding(true), { enabled: writable });
  const providers = list.data ?? [];
  const add = writable && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add provider
    </Button>
  );
  const none = list.isSuccess && providers.length === 0;
  return (
    <div className="flex flex-col gap-4">
      {list.isPending && <SkeletonRows rows={3} label="Loading the providers" />}
      {list.isError && <ErrorState error={list.error} doing="load the providers" onRetry={() => void list.refetch()} />}
      {none && (
        <Empty icon={Cpu} title="No providers of your own" action={add}>
          Bring your own key, and your agents use it. Until then the installation’s models answer.
        </Empty>
      )}
      {providers.length > 0 && <Line providers={providers} add={add} />}
      {list.isSuccess && <InstalledLine used={!providers.some(({ enabled }) => enabled)} />}
      {adding && (
        <ProviderDialog
          onSave={async (values) => {
            await createProvider(values);
            await refreshModels();
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

function Line({ providers, add }: { providers: Provider[]; add: React.ReactNode }) {
  return (
    <Card flush title="Your providers" description="Asked from the top. When one does not answer, the next goes on, even in the middle of a sentence." actions={add}>
      <ol className="mt-2 divide-y divide-line border-t border-line">
        {providers.map((provider, index) => (
          <ProviderRow key={provider.id} provider={provider} first={index === 0} last={index === providers.length - 1} />
        ))}
      </ol>
    </Card>
  );
}

/** What the operator set up; it answers where an organisation brings nothing. */
function InstalledLine({ used }: { used: boolean }) {
  const { data } = useQuery(installedQuery);
  if (!data) return null;
  const when = used ? "They answer now." : "They answer only when you have no provider of your own that is on.";
  const none = used ? "None. The built-in planner answers now: questions about records, without a language model." : "None. Without a provider that is on, the built-in planner answers questions about records.";
  return (
    <Card flush title="Models of the installation" description={data.length > 0 ? when : none} className={data.length > 0 ? undefined : "pb-2"}>
      {data.length > 0 && (
        <ul className="mt-2 divide-y divide-line border-t border-line">
          {data.map((one, index) => (
            <li key={index} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
              <span className="font-medium">{kindLabel(one.kind)}</span>
              <span className="min-w-0 flex-1 truncate text-ink-2">{modelsInWords(one.models)}</span>
              <Pill status={one.state} {...stateInWords(one.state, one.state_seconds)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
