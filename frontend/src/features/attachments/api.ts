/** Attachments as the API has them. Their keys begin like an entity's, so that its live event refreshes them. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { RecordAttachmentOut } from "@/kit/api/generated/types.gen";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";

export type { RecordAttachmentOut as Attachment } from "@/kit/api/generated/types.gen";

/** The record that files hang on, in the API's words. */
export interface Place {
  record_type: string;
  record_id: string;
}

/** Files of a record, newest first; the first page says how many. */
export function attachmentsQuery(of: Place) {
  return infiniteQueryOptions({
    queryKey: ["entity", "attachments", of.record_type, of.record_id],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<RecordAttachmentOut>>("GET", "/attachments", { query: { ...of, limit: 50, cursor: pageParam, count: pageParam === null }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

/** Where the content is. */
export const contentOf = (attachment: RecordAttachmentOut) => `/api/v1/attachments/${attachment.id}/content`;

/** Hangs an upload on a record. */
export async function attachFile(of: Place, fileId: string): Promise<void> {
  await apiRequest("POST", "/attachments", { body: { ...of, file_id: fileId } });
  await refresh(of);
}

export async function detachFile(attachment: RecordAttachmentOut): Promise<void> {
  await apiRequest("DELETE", `/attachments/${attachment.id}`);
  await refresh(attachment);
}

function refresh(of: Place): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["entity", "attachments", of.record_type, of.record_id] });
}
