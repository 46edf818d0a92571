/** The work behind an import: asked for with a file, followed until it has ended. */
import { queryOptions } from "@tanstack/react-query";
import { apiRequest } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";
import type { EntityMeta } from "../meta";
import type { Mapping } from "./guess";

/** Why a row cannot be taken; rows count from 1 behind the line with the column names. */
export interface RowProblem {
  row: number;
  field: string;
  msg: string;
}

/** What a file came to, or would come to. */
export interface Outcome {
  rows: number;
  created: number;
  updated: number;
  failed: number;
  errors: RowProblem[];
  /** Columns that were left out, each with the reason. */
  skipped?: { column: string; why: string }[];
}

export interface ImportOperation {
  id: string;
  status: "queued" | "running" | "completed" | "failed" | "cancelled";
  progress: number;
  message: string;
  result: Outcome | null;
  error: string | null;
  /** What it did can be taken back. */
  can_undo: boolean;
  /** The work that takes it back, once it was asked for. */
  undone_by: string | null;
}

export interface ImportRequest {
  file: File;
  mapping: Mapping;
  defaults: Record<string, string>;
  /** A unique field: rows whose value exists change that record. */
  upsertKey: string | null;
}

/** Starts an import (or only a check of it) and answers the id of the operation. With the same `key` it is started once. */
export async function startImport(entity: EntityMeta, wanted: ImportRequest, options: { dryRun: boolean; partial: boolean; key: string }): Promise<string> {
  const body = new FormData();
  body.set("file", wanted.file);
  body.set("mapping", JSON.stringify(Object.fromEntries(Object.entries(wanted.mapping).filter(([, path]) => path))));
  body.set("defaults", JSON.stringify(Object.fromEntries(Object.entries(wanted.defaults).filter(([, value]) => value.trim()))));
  if (wanted.upsertKey) body.set("upsert_key", wanted.upsertKey);
  const query = { dry_run: options.dryRun, partial: options.partial };
  const accepted = await apiRequest<{ operation_id: string }>("POST", `/${entity.name}/import`, { body, query, headers: { "Idempotency-Key": options.key } });
  return accepted.operation_id;
}

export function hasEnded(operation: ImportOperation | undefined): boolean {
  return operation?.status === "completed" || operation?.status === "failed" || operation?.status === "cancelled";
}

/** The state of an operation: pushed by live progress, asked for each second in case that does not come. */
export function operationQuery(id: string) {
  return queryOptions({
    queryKey: ["operations", id],
    queryFn: ({ signal }) => apiRequest<ImportOperation>("GET", `/operations/${id}`, { signal }),
    refetchInterval: (query) => (hasEnded(query.state.data) ? false : 1000),
    staleTime: 0,
  });
}

/** A spreadsheet as the CSV that the browser reads. */
export async function sheetAsCsv(entity: EntityMeta, file: File): Promise<string> {
  const body = new FormData();
  body.set("file", file);
  const answer = await apiFetch(`/api/v1/${entity.name}/import/csv`, { method: "POST", body });
  if (!answer.ok) throw new Error("This is not a spreadsheet (XLSX) that can be read.");
  return answer.text();
}
