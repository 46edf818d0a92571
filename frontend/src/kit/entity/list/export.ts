/** The filtered records as a file. */
import { apiFetch } from "@/kit/api/runtime";
import type { EntityMeta } from "../meta";

export type ExportFormat = "csv" | "json" | "xlsx";

/** Fetches the file with the caller's token and hands it to the browser as a download. */
export async function exportRecords(entity: EntityMeta, search: string, format: ExportFormat): Promise<void> {
  const query = new URLSearchParams(search);
  query.set("format", format);
  const response = await apiFetch(`/api/v1/${entity.name}/export?${query}`);
  saveFile(await response.blob(), `${entity.name}.${format}`);
}

/** Offers data as a file to save. */
export function saveFile(data: Blob, name: string): void {
  const address = URL.createObjectURL(data);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
