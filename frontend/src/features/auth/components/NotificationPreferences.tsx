import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { humanize } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { Switch } from "@/kit/ui/toggles";
import { preferencesQuery, savePreferences } from "../api";

const { queryKey } = preferencesQuery;
const kinds: Record<string, string> = {
  "record.assigned": "A record is assigned to me",
  "record.status": "The status of one of my records changes",
  "record.announced": "Something happens that I am to know of",
  "record.watched": "A record I watch changes",
  "record.noted": "Somebody comments on a record I watch, or attaches a file",
  "comment.mentioned": "Somebody mentions me in a comment",
  "record.changed_together": "Many of my records change at once",
  "operation.completed": "Work that I started is done",
  "operation.failed": "Work that I started fails",
  "conversation.answered": "A person answers in one of my conversations",
  "conversation.waiting": "A conversation waits for a person",
  "account.security": "The security of my account is concerned",
};
const channels = [
  ["in_app", "In the app"],
  ["email", "By mail"],
] as const;

/** Which notifications the person wants; each switch is saved at once. */
export function NotificationPreferences() {
  const client = useQueryClient();
  const { data, isPending, isError, error, refetch } = useQuery(preferencesQuery);
  const save = useMutation({
    mutationFn: savePreferences,
    onMutate: (body) => client.setQueryData(queryKey, (old) => old && { preferences: { ...old.preferences, ...body.preferences } }),
    onError: (problem) => {
      toast.error("Could not save the preference", problem);
      void client.invalidateQueries({ queryKey });
    },
  });
  return (
    <Card title="Notifications" description="What you want to be told, and where." flush>
      {isPending && <SkeletonRows rows={8} />}
      {isError && <ErrorState error={error} doing="load your preferences" onRetry={() => void refetch()} />}
      <ul className="divide-y divide-line px-4 pb-2">
        {Object.entries(data?.preferences ?? {}).map(([kind, chosen]) => (
          <li key={kind} className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2">
            <span className="text-base">{kinds[kind] ?? humanize(kind)}</span>
            <span className="flex items-center gap-5">
              {channels.map(([channel, label]) => (
                <label key={channel} className="flex items-center gap-2 text-sm text-ink-2">
                  {label}
                  <Switch
                    checked={chosen[channel] ?? false}
                    aria-label={`${kinds[kind] ?? humanize(kind)}: ${label}`}
                    onCheckedChange={(checked) => save.mutate({ preferences: { [kind]: { ...chosen, [channel]: checked } } })}
                  />
                </label>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
