import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { RelativeTime } from "@/kit/ui/figures";
import { Page } from "@/kit/ui/page";
import { Pill } from "@/kit/ui/pill";
import { ErrorState, SkeletonRows } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { type DeviceSession, endOtherSessions, endSession, sessionsQuery } from "../api";
import { deviceName } from "../device";

export default function SessionsPage() {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const sessions = useQuery(sessionsQuery);
  const others = sessions.data?.items.filter((session) => !session.current) ?? [];
  const refresh = () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  return (
    <Page
      narrow
      title="Sessions and devices"
      description="Where you are signed in. End a session that you do not know, then change your password."
      actions={
        <Button disabled={others.length === 0} onClick={() => setAsking(true)}>
          End all others
        </Button>
      }
    >
      <Card flush>
        {sessions.isPending && <SkeletonRows rows={3} />}
        {sessions.isError && <ErrorState error={sessions.error} doing="load your sessions" onRetry={() => void sessions.refetch()} />}
        <ul className="divide-y divide-line">
          {sessions.data?.items.map((session) => (
            <Device key={session.id} session={session} onRevoked={refresh} />
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="End all other sessions?"
        confirmLabel={others.length === 1 ? "End 1 session" : `End ${others.length} sessions`}
        onConfirm={async () => {
          await endOtherSessions();
          await refresh();
        }}
      >
        Everyone signed in as you, on every other device, has to sign in again.
      </ConfirmDialog>
    </Page>
  );
}

function Device({ session, onRevoked }: { session: DeviceSession; onRevoked: () => void }) {
  const name = deviceName(session.user_agent);
  const Icon = /android|iphone|mobile/i.test(session.user_agent) ? Smartphone : Laptop;
  const revoke = useMutation({
    mutationFn: () => endSession(session.id),
    onSuccess: () => {
      toast.success(`Session on ${name} ended`);
      onRevoked();
    },
    onError: (error) => toast.error("Could not end the session", error),
  });
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon className="size-5 shrink-0 text-ink-2" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="truncate text-base font-medium">{name}</p>
        <p className="text-sm text-ink-2">
          {session.ip} · last used <RelativeTime value={session.last_used_at} />
        </p>
      </div>
      {session.current ? (
        <Pill status="active" label="This device" />
      ) : (
        <Button variant="danger-ghost" busy={revoke.isPending} aria-label={`End the session on ${name}`} onClick={() => revoke.mutate()}>
          End
        </Button>
      )}
    </li>
  );
}
