import { useMutation, useQuery } from "@tanstack/react-query";
import { Brain } from "lucide-react";
import { useState } from "react";
import { forget, memoriesQuery } from "@/kit/agent/remembered";
import { queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Input } from "@/kit/ui/input";
import { Page } from "@/kit/ui/page";
import { Empty, ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { Switch } from "@/kit/ui/toggles";
import { MemoryRow } from "../components/MemoryRow";

const switchQuery = { queryKey: ["memories", "settings"], queryFn: ({ signal }: { signal: AbortSignal }) => apiRequest<{ enabled: boolean }>("GET", "/memories/settings", { signal }) };
const refresh = () => queryClient.invalidateQueries({ queryKey: ["memories"] });

export default function MemoriesPage() {
  const list = useQuery(memoriesQuery);
  const settings = useQuery(switchQuery);
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (enabled: boolean) => apiRequest<{ enabled: boolean }>("PUT", "/memories/settings", { body: { enabled } }),
    onSuccess: (now) => queryClient.setQueryData(switchQuery.queryKey, now),
    onError: (error) => toast.error("Could not change it", error),
  });
  const on = settings.data?.enabled ?? true;
  const eraseAll = async () => {
    await apiRequest<unknown>("DELETE", "/memories");
    await refresh();
  };
  return (
    <Page
      narrow
      title="What agents know about you"
      description="Agents are told these facts in every conversation with you. Nobody else sees them."
      actions={
        list.data && list.data.length > 0 ? (
          <Button variant="danger-ghost" onClick={() => setAsking(true)}>
            Erase all
          </Button>
        ) : undefined
      }
    >
      <label className="mb-4 flex items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3">
        <span className="min-w-0 flex-1">
          <span className="block font-medium">Remember facts about me</span>
          <span className="block text-sm text-ink-2">While this is off, agents are told nothing of this list and add nothing to it.</span>
        </span>
        <Switch checked={on} disabled={!settings.data || change.isPending} onCheckedChange={(enabled) => change.mutate(enabled)} />
      </label>
      {on && <Add />}
      {list.isPending && <SkeletonRows rows={4} label="Loading memories" />}
      {list.isError && <ErrorState error={list.error} doing="load the memories" onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <Empty icon={Brain} title="Agents know nothing about you yet">
          Add a fact above, or tell an agent “remember that I …”.
        </Empty>
      )}
      {list.data && list.data.length > 0 && (
        <ul aria-label="Memories" className="divide-y divide-line rounded-lg border border-line bg-surface">
          {list.data.map((memory) => (
            <MemoryRow key={memory.id} memory={memory} onForget={() => forget(memory.id)} onChanged={refresh} />
          ))}
        </ul>
      )}
      <ConfirmDialog open={asking} onOpenChange={setAsking} title="Erase all that agents know about you?" confirmLabel="Erase all" onConfirm={eraseAll}>
        {list.data?.length ?? 0} facts will be gone for good.
      </ConfirmDialog>
    </Page>
  );
}

function Add() {
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () => apiRequest<unknown>("POST", "/memories", { body: { text }, headers: idempotent() }),
    onSuccess: () => {
      setText("");
      return refresh();
    },
    onError: (error) => toast.error("Could not remember it", error),
  });
  return (
    <form
      className="mb-4 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) add.mutate();
      }}
    >
      <Input aria-label="Something to remember" placeholder="I want amounts in euros" maxLength={240} value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" busy={add.isPending} disabled={!text.trim()}>
        Add
      </Button>
    </form>
  );
}
