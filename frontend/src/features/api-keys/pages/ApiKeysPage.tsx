import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useUrlState } from "@/kit/lib/url-state";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, SkeletonRows, useSlow } from "@/kit/ui/states";
import { Tabs } from "@/kit/ui/tabs";
import { createKey, keysQuery, type NewApiKey, refreshKeys } from "../api";
import { KeyDialog } from "../components/KeyDialog";
import { KeyTable } from "../components/KeyTable";
import { SecretDialog } from "../components/SecretDialog";

export default function ApiKeysPage() {
  const [params, change] = useUrlState();
  const manager = useCan("api_keys:manage");
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<NewApiKey | null>(null);
  useShortcut("n", "New API key", () => setCreating(true));
  const begin = () => setCreating(true);
  const mine = <Keys everybody={false} onCreate={begin} />;
  return (
    <Page
      title="API keys"
      description="With a key a program acts for you: within the scopes you choose, never beyond your own rights."
      actions={
        <Button variant="primary" onClick={begin}>
          <Plus aria-hidden /> New API key
        </Button>
      }
    >
      {manager ? (
        <Tabs
          label="Whose keys"
          value={params.get("of") === "everybody" ? "everybody" : "mine"}
          onChange={(of) => change({ of: of === "everybody" ? of : null })}
          tabs={[
            { value: "mine", label: "Mine", content: mine },
            { value: "everybody", label: "Everybody’s", content: <Keys everybody onCreate={begin} /> },
          ]}
        />
      ) : (
        mine
      )}
      {creating && (
        <KeyDialog
          onClose={() => setCreating(false)}
          onSave={async (values) => {
            setMade(await createKey(values));
            void refreshKeys();
          }}
        />
      )}
      {made && <SecretDialog made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}

function Keys({ everybody, onCreate }: { everybody: boolean; onCreate: () => void }) {
  const list = useInfiniteQuery(keysQuery(everybody));
  const slow = useSlow(list.isPending);
  const keys = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return slow ? <SkeletonRows rows={4} label="Loading the keys" /> : null;
  if (list.isError) return <ErrorState error={list.error} doing="load the keys" onRetry={() => void list.refetch()} />;
  if (keys.length === 0) {
    return (
      <Empty icon={KeyRound} title={everybody ? "Nobody has an API key" : "You have no API keys"} action={<Button onClick={onCreate}>Make the first one</Button>}>
        Scripts, the command line, OpenAI’s client libraries and MCP clients sign in with a key.
      </Empty>
    );
  }
  return (
    <>
      <KeyTable keys={keys} owners={everybody} />
      {list.hasNextPage && (
        <div className="mt-3 flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
