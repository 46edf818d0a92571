import { useInfiniteQuery } from "@tanstack/react-query";
import { RotateCcw, Trash2 } from "lucide-react";
import { Link } from "react-router";
import { NotFoundPage } from "@/kit/layout/error-pages";
import { formatDateTime } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Empty } from "@/kit/ui/states";
import type { EntityMeta } from "../meta";
import { historyQuery } from "../queries";
import { quietly, restoreRecord } from "../writes";

/** A record that cannot be read: deleted (then it says by whom, and can be restored) or not there at all. */
export function GoneRecord({ entity, id }: { entity: EntityMeta; id: string }) {
  const what = entity.label_singular.toLowerCase();
  const { data, isPending } = useInfiniteQuery({ ...historyQuery(entity, id), retry: false });
  const last = data?.pages[0]?.items[0];
  if (isPending) return null;
  const into = data?.pages[0]?.items.find((entry) => entry.action === "merge")?.new_values.into;
  if (last?.action !== "delete") return <NotFoundPage what={what} />;
  return (
    <div className="grid h-full place-items-center">
      <h1 className="sr-only">{last.label}</h1>
      <Empty
        icon={Trash2}
        title={into ? `${last.label} is part of another ${what} now` : `${last.label} has been deleted`}
        action={
          <>
            {entity.permissions.delete && (
              <Button variant={into ? "secondary" : "primary"} onClick={() => void quietly(restoreRecord(entity, id))}>
                <RotateCcw aria-hidden /> Restore {what}
              </Button>
            )}
            {typeof into === "string" && (
              <Button asChild variant="primary">
                <Link to={`/${entity.name}/${into}`}>Go to the {what} it became part of</Link>
              </Button>
            )}
            <Button asChild>
              <Link to={`/${entity.name}`}>All {entity.label.toLowerCase()}</Link>
            </Button>
          </>
        }
      >
        <p>
          {last.actor.name ?? "Somebody"} {into ? "merged" : "deleted"} this {what} on {formatDateTime(last.timestamp)}.
        </p>
      </Empty>
    </div>
  );
}
