/** The acts on conversations that only these screens have. */
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest, idempotent } from "@/kit/api/request";
import { apiFetch } from "@/kit/api/runtime";
import { type Conversation, conversationQuery, messagesQuery } from "@/kit/agent/queries";
import type { AttachedFile } from "@/kit/agent/types";

export interface Attachment extends AttachedFile {
  media_type: string;
  size: number;
}

/** A colleague who may read along. */
export interface Reader {
  user_id: string;
  name: string;
}

/** Begins a conversation; its screen can be drawn at once, because what is in it is known: nothing. */
export async function createConversation(agent: string): Promise<Conversation> {
  const made = await apiRequest<Conversation>("POST", "/conversations", { body: { agent }, headers: idempotent() });
  queryClient.setQueryData(conversationQuery(made.id).queryKey, made);
  queryClient.setQueryData(messagesQuery(made.id).queryKey, { pages: [{ items: [], next_cursor: null }], pageParams: [null] });
  return made;
}

const at = (id: string, messageId: string) => `/conversations/${id}/messages/${messageId}`;

export const renameConversation = (id: string, title: string) => apiRequest<Conversation>("PATCH", `/conversations/${id}`, { body: { title } });
export const deleteConversation = (id: string) => apiRequest<unknown>("DELETE", `/conversations/${id}`);
export const handOver = (id: string) => apiRequest<Conversation>("POST", `/conversations/${id}/hand-over`, { body: { reason: "" } });
export const detach = (id: string, attachmentId: string) => apiRequest<unknown>("DELETE", `/conversations/${id}/attachments/${attachmentId}`);
export const chooseBranch = (id: string, messageId: string) => apiRequest<Conversation>("PUT", `/conversations/${id}/branch`, { body: { message_id: messageId } });
export const pin = (id: string, messageId: string, pinned: boolean) => apiRequest<unknown>("PATCH", at(id, messageId), { body: { pinned } });
export const rate = (id: string, messageId: string, rating: "up" | "down" | null, comment = "") => apiRequest<unknown>("PUT", `${at(id, messageId)}/feedback`, { body: { rating, comment } });
export const share = (id: string, userId: string) => apiRequest<unknown>("PUT", `/conversations/${id}/shares/${userId}`);
export const unshare = (id: string, userId: string) => apiRequest<unknown>("DELETE", `/conversations/${id}/shares/${userId}`);

export const readersQuery = (id: string) => ({
  queryKey: ["conversations", id, "readers"],
  queryFn: ({ signal }: { signal: AbortSignal }) => apiRequest<Page<Reader>>("GET", `/conversations/${id}/shares`, { signal }).then((page) => page.items),
});

/** Colleagues whose name has these words. */
export const colleagues = (organization: string, q: string, signal: AbortSignal) =>
  apiRequest<Page<{ user_id: string; name: string; email: string }>>("GET", `/organizations/${organization}/members`, { query: { q: q || null, limit: 10 }, signal }).then((page) => page.items);

export function attach(id: string, file: File): Promise<Attachment> {
  const body = new FormData();
  body.append("file", file);
  return apiRequest<Attachment>("POST", `/conversations/${id}/attachments`, { body });
}

/** The conversation as a file. */
export async function exported(id: string, format: "markdown" | "json"): Promise<Blob> {
  return (await apiFetch(`/api/v1/conversations/${id}/export?format=${format}`)).blob();
}
