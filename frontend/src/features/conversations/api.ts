/** The acts on conversations that only these screens have. */
import { apiRequest, idempotent } from "@/kit/api/request";
import { type Conversation, conversationQuery, messagesQuery } from "@/kit/agent/queries";
import { queryClient } from "@/kit/api/query";

export interface Attachment {
  id: string;
  name: string;
  size: number;
}

/** Begins a conversation; its screen can be drawn at once, because what is in it is known: nothing. */
export async function createConversation(agent: string): Promise<Conversation> {
  const made = await apiRequest<Conversation>("POST", "/conversations", { body: { agent }, headers: idempotent() });
  queryClient.setQueryData(conversationQuery(made.id).queryKey, made);
  queryClient.setQueryData(messagesQuery(made.id).queryKey, { pages: [{ items: [], next_cursor: null }], pageParams: [null] });
  return made;
}

export const renameConversation = (id: string, title: string) => apiRequest<Conversation>("PATCH", `/conversations/${id}`, { body: { title } });
export const deleteConversation = (id: string) => apiRequest<unknown>("DELETE", `/conversations/${id}`);
export const handOver = (id: string) => apiRequest<Conversation>("POST", `/conversations/${id}/hand-over`, { body: { reason: "" } });
export const handBack = (id: string) => apiRequest<Conversation>("POST", `/conversations/${id}/hand-back`);
export const detach = (id: string, attachmentId: string) => apiRequest<unknown>("DELETE", `/conversations/${id}/attachments/${attachmentId}`);

export function attach(id: string, file: File): Promise<Attachment> {
  const body = new FormData();
  body.append("file", file);
  return apiRequest<Attachment>("POST", `/conversations/${id}/attachments`, { body });
}
