/** The acts on conversations that only these screens have. */
import { apiRequest, idempotent } from "@/kit/api/request";
import type { Conversation } from "@/kit/agent/queries";

export interface Attachment {
  id: string;
  name: string;
  size: number;
}

export const createConversation = (agent: string) => apiRequest<Conversation>("POST", "/conversations", { body: { agent }, headers: idempotent() });
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
