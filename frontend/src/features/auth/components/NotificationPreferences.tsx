import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiRequest } from "@/kit/api/request";
import { Card } from "@/kit/ui/card";
import { humanize } from "@/kit/lib/format";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { Switch } from "@/kit/ui/toggles";
import { toast } from "@/kit/ui/toast";

/** Whether each kind of notification is wanted, by channel: `{"task.assigned": {"in_app": true, "email": false}}`. */
type Preferences = Record<string, Record<string, boolean>>;

const queryKey = ["notifications", "preferences"];

/** Which notifications the person wants; each switch is saved at once. */
export function NotificationPreferences() {
  const client = useQueryClient();
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => apiRequest<{ preferences: Preferences }>("GET", "/notifications/preferences", { signal }),
  });
  const save = useMutation({
    mutationFn: (preferences: Preferences) => apiRequest("PUT", "/notifications/preferences", { body: { preferences } }),
    onMutate: (preferences) => client.setQueryData(queryKey, { preferences }),
    onError: (problem) => {
      toast.error("Could not save the preference", problem);
      void client.invalidateQueries({ queryKey });
    },
  });
  const kinds = Object.entries(data?.preferences ?? {});
  return (
    <Card title="Notifications" flush>
      {isPending && <SkeletonRows rows={3} />}
      {isError && <ErrorState error={error} doing="load your preferences" onRetry={() => void refetch()} />}
      <ul className="divide-y divide-line px-4 pb-2">
        {kinds.map(([kind, channels]) => (
          <li key={kind} className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2">
            <span className="text-base">{humanize(kind)}</span>
            <span className="flex items-center gap-5">
              {Object.entries(channels).map(([channel, on]) => (
                <label key={channel} className="flex items-center gap-2 text-sm text-ink-2">
                  {humanize(channel)}
                  <Switch
                    checked={on}
                    aria-label={`${humanize(kind)}: ${humanize(channel)}`}
                    onCheckedChange={(checked) => save.mutate({ ...data?.preferences, [kind]: { ...channels, [channel]: checked } })}
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
