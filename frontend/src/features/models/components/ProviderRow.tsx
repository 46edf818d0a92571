import { useMutation } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Power, Trash2 } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { Pill } from "@/kit/ui/pill";
import { toast } from "@/kit/ui/toast";
import { Switch } from "@/kit/ui/toggles";
import { deleteProvider, type Provider, refreshModels, testProvider, updateProvider } from "../api";
import { kindLabel, modelsInWords, stateInWords } from "../words";
import { ProviderDialog } from "./ProviderDialog";
import { TrialResult } from "./TrialResult";

/** One provider in the line: its place, what it is, how it fares, and what can be done with it. */
export function ProviderRow({ provider, first, last }: { provider: Provider; first: boolean; last: boolean }) {
  const writable = useCan("models:write");
  const change = useMutation({
    mutationFn: (values: { enabled?: boolean; position?: number }) => updateProvider(provider, values),
    onSuccess: refreshModels,
    onError: (error) => toast.error("Could not change the provider", error),
  });
  const test = useMutation({ mutationFn: () => testProvider(provider), onSettled: refreshModels, onError: (error) => toast.error("Could not test the provider", error) });
  return (
    <li className="px-4 py-3">
      <div className="flex items-center gap-3">
        <span aria-hidden className="w-5 shrink-0 text-right text-sm text-ink-2 tabular-nums">
          {provider.position + 1}
        </span>
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="truncate font-medium">{provider.label}</span>
            <Pill status={provider.state} {...(test.data?.ok === false ? { label: "Did not answer", tone: "danger" } : stateInWords(provider.state, provider.state_seconds))} />
          </p>
          <p className="truncate text-sm text-ink-2">
            {kindLabel(provider.kind)} · {modelsInWords(provider.models)}
            <span className="max-sm:hidden">{provider.key ? ` · key ${provider.key}` : " · no key"}</span>
          </p>
        </div>
        {writable && (
          <div className="flex shrink-0 items-center gap-1">
            <Switch className="max-sm:hidden" checked={provider.enabled} disabled={change.isPending} aria-label={`${provider.label} is on`} onCheckedChange={(enabled) => change.mutate({ enabled })} />
            <IconButton className="max-sm:hidden" size="sm" label={`Ask ${provider.label} earlier`} disabled={first || change.isPending} onClick={() => change.mutate({ position: provider.position - 1 })}>
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton className="max-sm:hidden" size="sm" label={`Ask ${provider.label} later`} disabled={last || change.isPending} onClick={() => change.mutate({ position: provider.position + 1 })}>
              <ArrowDown aria-hidden />
            </IconButton>
            <Button size="sm" aria-label={`Test ${provider.label}`} busy={test.isPending} onClick={() => test.mutate()}>
              Test
            </Button>
            <More provider={provider} first={first} last={last} change={change.mutate} />
          </div>
        )}
      </div>
      {test.data && <TrialResult trial={test.data} className="mt-2 sm:ml-8" />}
    </li>
  );
}

interface MoreProps {
  provider: Provider;
  first: boolean;
  last: boolean;
  change: (values: { enabled?: boolean; position?: number }) => void;
}

function More({ provider, first, last, change }: MoreProps) {
  const [asking, setAsking] = useState<"edit" | "delete" | null>(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton size="sm" label={`More for ${provider.label}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("edit")}>
          Edit
        </MenuItem>
        <MenuItem className="sm:hidden" disabled={first} icon={<ArrowUp aria-hidden />} onSelect={() => change({ position: provider.position - 1 })}>
          Ask earlier
        </MenuItem>
        <MenuItem className="sm:hidden" disabled={last} icon={<ArrowDown aria-hidden />} onSelect={() => change({ position: provider.position + 1 })}>
          Ask later
        </MenuItem>
        <MenuItem className="sm:hidden" icon={<Power aria-hidden />} onSelect={() => change({ enabled: !provider.enabled })}>
          {provider.enabled ? "Turn off" : "Turn on"}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking("delete")}>
          Delete
        </MenuItem>
      </Menu>
      {asking === "edit" && <ProviderDialog provider={provider} onSave={(values) => updateProvider(provider, changed(values)).then(refreshModels)} onClose={() => setAsking(null)} />}
      <ConfirmDialog open={asking === "delete"} onOpenChange={() => setAsking(null)} title={`Delete ${provider.label}?`} confirmLabel="Delete provider" onConfirm={() => deleteProvider(provider).then(refreshModels)}>
        Its key is forgotten, and the next provider in the line answers. What it cost stays in the usage.
      </ConfirmDialog>
    </>
  );
}

/** The kind stays; a key that was not typed stays too. */
function changed({ label, base_url, key, models }: Parameters<Parameters<typeof ProviderDialog>[0]["onSave"]>[0]) {
  return { label, base_url, models, ...(key ? { key } : {}) };
}
