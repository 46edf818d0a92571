/** One action on many records: a few at once, more (or all of a filter) as work on the server that is followed until it has ended. */
import { queryOptions } from "@tanstack/react-query";
import { apiRequest } from "@/kit/api/request";
import { formatNumber } from "@/kit/lib/format";
import { toast } from "@/kit/ui/toast";
import { useBulkWork } from "./bulk-work";
import type { EntityMeta } from "./meta";
import { counted, type Values } from "./record";
import { refreshEntity } from "./writes";

export type BulkAction = "update" | "status" | "delete" | "restore";

/** Records by id, or all that a list finds. */
export type Target = { ids: string[] } | { search: string; count: number };

export interface Refusal {
  id: string;
  label: string;
  msg: string;
}

interface BulkOperation {
  id: string;
  status: "queued" | "running" | "completed" | "failed" | "cancelled";
  progress: number;
  message: string;
  can_undo: boolean;
  error: string | null;
  result: { changed?: number; deleted?: number; reverted?: number; kept?: number; errors?: Refusal[]; records?: Refusal[] } | null;
}

const doing = { update: "Changing", status: "Changing", delete: "Deleting", restore: "Restoring" };
const done = { update: "Changed", status: "Changed", delete: "Deleted", restore: "Restored" };
const paging = new Set(["sort", "limit", "cursor", "count", "deleted", "expand", "fields", "highlight", "offset"]);

export const countOf = (target: Target): number => ("ids" in target ? target.ids.length : target.count);

/** What the API takes for "all that this list finds". */
export function filterOf(search: string): { filter: Record<string, string | string[]>; q?: string } {
  const params = new URLSearchParams(search);
  const filter: Record<string, string | string[]> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    if (name !== "q" && !paging.has(name)) filter[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  const q = params.get("q");
  return q ? { filter, q } : { filter };
}

/** Does it, or starts it. Resolves when it is done or accepted; says so itself. */
export async function changeMany(entity: EntityMeta, action: BulkAction, target: Target, values: Values = {}): Promise<void> {
  const which = "ids" in target ? { ids: target.ids } : filterOf(target.search);
  const answer = await apiRequest<{ changed?: number; operation_id?: string }>("POST", `/${entity.name}/bulk`, { body: { action, ...which, values } });
  const what = counted(entity, countOf(target), formatNumber(countOf(target)));
  if (answer.operation_id) return begin(entity, answer.operation_id, `${doing[action]} ${what}`);
  void refreshEntity(entity);
  const undo = "ids" in target && action === "delete" ? { action: { label: "Undo", onClick: () => attempt(changeMany(entity, "restore", target)) } } : undefined;
  toast.success(`${done[action]} ${what}`, undo);
}

function begin(entity: EntityMeta, id: string, label: string): void {
  useBulkWork.setState({ work: { id, entity: entity.name, label } });
}

function attempt(act: Promise<unknown>): void {
  act.catch((error: unknown) => toast.error("That did not work", error));
}

/** Takes back what an operation did: the id of the work that does so. */
export async function undoOperation(id: string): Promise<string> {
  return (await apiRequest<{ operation_id: string }>("POST", `/operations/${id}/undo`)).operation_id;
}

/** The state of the work: pushed by live progress, asked for each second in case that does not come. */
export function bulkQuery(id: string) {
  return queryOptions({
    queryKey: ["operations", id],
    queryFn: ({ signal }) => apiRequest<BulkOperation>("GET", `/operations/${id}`, { signal }),
    refetchInterval: (query) => (hasEnded(query.state.data) ? false : 1000),
    staleTime: 0,
  });
}

export const hasEnded = (operation: BulkOperation | undefined): boolean => operation !== undefined && !["queued", "running"].includes(operation.status);

/** Says what came of it, and offers the way back. */
export function tellEnd(entity: EntityMeta, operation: BulkOperation): void {
  useBulkWork.setState({ work: null });
  void refreshEntity(entity);
  const { result, status } = operation;
  if (status === "cancelled") return toast.info("Stopped: nothing was changed");
  if (status !== "completed" || !result) return toast.error(operation.error ?? "That did not work", new Error(reasonsOf(result?.errors ?? [])));
  if (result.changed === undefined) return toast.success(undoneAs(result.deleted ?? 0, result.reverted ?? 0, result.kept ?? 0));
  const undo = { label: "Undo", onClick: () => attempt(undoOperation(operation.id).then((id) => begin(entity, id, "Undoing"))) };
  toast.success(`Done: ${counted(entity, result.changed, formatNumber(result.changed))}`, operation.can_undo ? { action: undo } : undefined);
}

/** The first refusals in words. */
export function reasonsOf(errors: Refusal[]): string {
  return errors.slice(0, 3).map((one) => (one.label ? `${one.label}: ${one.msg}` : one.msg)).join(" ");
}

/** "2 deleted, 3 as before, 1 kept because it was changed since". */
export function undoneAs(deleted: number, reverted: number, kept: number): string {
  const parts = [deleted && `${formatNumber(deleted)} deleted`, reverted && `${formatNumber(reverted)} as before`, kept && `${formatNumber(kept)} kept, changed since`].filter(Boolean);
  return `Undone: ${parts.join(", ") || "there was nothing left to undo"}`;
}

