/** Writes of any entity. Each refreshes what is on screen of that entity; the server tells the other browsers. */
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { toast } from "@/kit/ui/toast";
import type { EntityMeta } from "./meta";
import { hold, inTurn } from "./own-writes";
import { isList, recordQuery } from "./queries";
import { type EntityRecord, titleOf, type Values } from "./record";

/** Everything of this entity that is on screen is read again. */
export function refreshEntity(entity: EntityMeta): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["entity", entity.name] });
}

/** Keeps the answer of a write as the cached record. */
function remember(entity: EntityMeta, record: EntityRecord): EntityRecord {
  holdRecord(entity, record);
  void refreshEntity(entity);
  return record;
}

/** Shows these values of a record in every list, from now on and whatever is read until `writing` settles. */
export function holdListed(entity: EntityMeta, id: string, values: Values, writing: Promise<unknown>): void {
  hold(id, values, writing);
  showListed(entity, id, values);
}

/** Shows these values of a record in every list that holds it; the next read puts it right. */
export function showListed(entity: EntityMeta, id: string, values: Values): void {
  const changed = (page: Page<EntityRecord>) => ({ ...page, items: page.items.map((record) => (record.id === id ? { ...record, ...values } : record)) });
  queryClient.setQueriesData<Page<EntityRecord> | { pages: Page<EntityRecord>[] }>({ queryKey: ["entity", entity.name], predicate: isList }, (list) =>
    list && ("pages" in list ? { ...list, pages: list.pages.map(changed) } : changed(list)),
  );
}

/** Shows this state of a record from now on; relations that have not changed stay expanded. */
export function holdRecord(entity: EntityMeta, record: EntityRecord): void {
  queryClient.setQueryData<EntityRecord>(recordQuery(entity, record.id).queryKey, (before) => {
    const kept = Object.entries(before?.expanded ?? {}).filter(([name, related]) => idsOf(related) === idsOf(record[name]));
    return { ...record, expanded: Object.fromEntries(kept) };
  });
}

/** The ids in a relation or in what it leads to, to compare. */
function idsOf(related: unknown): string {
  return [related].flat().map((one) => (typeof one === "object" && one !== null ? (one as { id: string }).id : (one ?? ""))).join();
}

/** A write that holds only over this version of a record, or over what own writes have made of it. */
function writeOver(entity: EntityMeta, method: "PATCH" | "POST", id: string, act: string, version: number, body: Values): Promise<EntityRecord> {
  return inTurn(id, version, async (base) => {
    const headers = { "If-Match": `"${base}"` };
    return remember(entity, await apiRequest<EntityRecord>(method, `/${entity.name}/${id}${act}`, { body, headers }));
  });
}

/** Adds a record; with the same `key` the server adds it once, however often it is sent. */
export async function createRecord(entity: EntityMeta, values: Values, key: string): Promise<EntityRecord> {
  return remember(entity, await apiRequest<EntityRecord>("POST", `/${entity.name}`, { body: values, headers: { "Idempotency-Key": key } }));
}

/** Changes fields of the version that was read; 412 when somebody else has saved a newer one. */
export function updateRecord(entity: EntityMeta, id: string, values: Values, version: number): Promise<EntityRecord> {
  return writeOver(entity, "PATCH", id, "", version, values);
}

/** Moves a record along its declared transitions, with the values that the move needs. */
export function moveRecord(entity: EntityMeta, record: EntityRecord, status: string, values?: Values): Promise<EntityRecord> {
  return writeOver(entity, "PATCH", record.id, "/status", record.version, values ? { status, values } : { status });
}

/** Takes the values of an earlier version again (of these fields only, where some are named): a change like any other. */
export function revertRecord(entity: EntityMeta, record: EntityRecord, version: number, fields: string[] = []): Promise<EntityRecord> {
  return writeOver(entity, "POST", record.id, "/revert", record.version, { version, fields });
}

/** Makes the others part of this record: they are deleted, and whatever led to them leads here. */
export async function mergeRecords(entity: EntityMeta, record: EntityRecord, others: EntityRecord[], values: Values): Promise<EntityRecord> {
  const headers = { "If-Match": `"${record.version}"` };
  const made = await apiRequest<EntityRecord>("POST", `/${entity.name}/${record.id}/merge`, { body: { from: others.map((one) => one.id), values }, headers });
  void queryClient.invalidateQueries({ queryKey: ["entity"] }); // records of every kind may have led to them
  return remember(entity, made);
}

/** Hides a record; the toast brings it back. */
export async function deleteRecord(entity: EntityMeta, record: EntityRecord): Promise<void> {
  await apiRequest("DELETE", `/${entity.name}/${record.id}`);
  void refreshEntity(entity);
  toast.success(`Deleted ${titleOf(entity, record)}`, { action: { label: "Undo", onClick: () => void quietly(restoreRecord(entity, record.id)) } });
}

/** Brings a deleted record back. */
export async function restoreRecord(entity: EntityMeta, id: string): Promise<EntityRecord> {
  const record = await apiRequest<EntityRecord>("POST", `/${entity.name}/${id}/restore`);
  toast.success(`Restored ${titleOf(entity, record)}`);
  return remember(entity, record);
}


/** For an act without a place of its own for errors: what goes wrong is said in a toast. */
export async function quietly(act: Promise<unknown>): Promise<void> {
  try {
    await act;
  } catch (error) {
    toast.error("That did not work", error);
  }
}
