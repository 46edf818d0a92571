import { useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useShortcut } from "@/kit/lib/shortcuts";
import { useUrlState } from "@/kit/lib/url-state";
import { useDebounced } from "@/kit/lib/use-debounced";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { Page } from "@/kit/ui/page";
import { ErrorState, NoMatch, SkeletonRows, useSlow } from "@/kit/ui/states";
import { type UserFilter, usersQuery } from "../api";
import { InviteDialog } from "../components/InviteDialog";
import { UserFilters } from "../components/UserFilters";
import { UserTable } from "../components/UserTable";

export default function UsersPage() {
  const [params, change] = useUrlState();
  const [inviting, setInviting] = useState(false);
  const writable = useCan("users:write");
  const filter: UserFilter = { q: params.get("q") ?? "", status: params.get("status") ?? "", role: params.get("role") ?? "", sort: params.get("sort") ?? "name" };
  const settled = useDebounced(filter.q, 250);
  const list = useInfiniteQuery(usersQuery({ ...filter, q: settled }));
  const users = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total;
  const slow = useSlow(list.isPending);
  useShortcut("n", "Invite a person", () => setInviting(true), { enabled: writable });
  return (
    <Page
      title="Users"
      actions={
        writable && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden /> Invite
          </Button>
        )
      }
    >
      <UserFilters filter={filter} onChange={(next) => change({ ...next }, { push: !("q" in next) })} />
      {list.isPending && slow && <SkeletonRows rows={8} label="Loading the users" />}
      {list.isError && <ErrorState error={list.error} doing="load the users" onRetry={() => void list.refetch()} />}
      {list.isSuccess && users.length === 0 && <NoMatch what="users" onClear={() => change({ q: null, status: null, role: null })} />}
      {users.length > 0 && <UserTable users={users} sort={filter.sort} onSort={(sort) => change({ sort: sort === "name" ? null : sort }, { push: true })} writable={writable} />}
      {users.length > 0 && (
        <footer className="flex items-center gap-3 text-sm text-ink-2">
          {total !== undefined && `1–${users.length} of ${total}`}
          {list.hasNextPage && (
            <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show more
            </Button>
          )}
        </footer>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
