import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { countUnreadNotifications } from "@/kit/api/generated/sdk.gen";
import { useCan } from "@/kit/session/store";
import { IconButton } from "@/kit/ui/icon-button";
import { Popover } from "@/kit/ui/popover";

const NotificationList = lazy(() => import("./notification-list"));

/** The bell with the number of unread notifications; live events refresh both. */
export function NotificationBell() {
  const [open, setOpen] = useState(false);
  const allowed = useCan("notifications:read");
  const { data } = useQuery({
    queryKey: ["notifications", "unread-count"],
    queryFn: ({ signal }) => countUnreadNotifications({ signal }),
    enabled: allowed,
  });
  if (!allowed) return null;
  const count = data?.count ?? 0;
  return (
    <>
      <span role="status" className="sr-only">
        {count > 0 && `${count} unread notifications`}
      </span>
      <Popover
      align="end"
      label="Notifications"
      className="w-96 p-0"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={count ? `Notifications, ${count} unread` : "Notifications"} side="bottom" className="relative">
          <Bell aria-hidden />
          {count > 0 && (
            <span aria-hidden className="absolute top-0 right-0 grid h-4 min-w-4 place-items-center rounded-full bg-danger px-1 text-xs leading-none font-medium text-accent-ink tabular-nums">
              {count > 99 ? "99+" : count}
            </span>
          )}
        </IconButton>
      }
    >
      <Suspense fallback={<div className="h-40" />}>
        <NotificationList onNavigate={() => setOpen(false)} />
      </Suspense>
      </Popover>
    </>
  );
}
