/** Comments as the API has them. Their keys begin like an entity's, so that its live event refreshes them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { CommentOut, Member } from "@/kit/api/generated/types.gen";
import { type Page, queryClient } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";

export type { CommentOut as Comment, Member } from "@/kit/api/generated/types.gen";

/** The record that comments belong to, in the API's words. */
export interface Place {
  record_type: string;
  record_id: string;
}

/** What was said about a record, newest first; the first page says how much. */
export function commentsQuery(of: Place) {
  return infiniteQueryOptions({
    queryKey: ["entity", "comments", of.record_type, of.record_id],
    queryFn: ({ pageParam, signal }) => apiRequest<Page<CommentOut>>("GET", "/comments", { query: { ...of, limit: 30, cursor: pageParam, count: pageParam === null }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

/** People who may read the record, by part of their name. */
export function mentionableQuery(of: Place, q: string) {
  return queryOptions({
    queryKey: ["mentionable", of.record_type, of.record_id, q],
    queryFn: ({ signal }) => apiRequest<{ items: Member[] }>("GET", "/comments/mentionable", { query: { ...of, q }, signal }).then((answer) => answer.items),
    staleTime: 30_000,
    placeholderData: (before) => before,
  });
}

/** What is sent: the words, and of the people picked those who are still named in them. */
export function wordsOf(body: string, picked: Member[]) {
  return { body: body.trim(), mentions: [...new Set(picked.filter((one) => body.includes(`@${one.name}`)).map((one) => one.id))] };
}

export async function addComment(of: Place, body: string, picked: Member[]): Promise<void> {
  await apiRequest("POST", "/comments", { body: { ...of, ...wordsOf(body, picked) } });
  await refresh(of);
}

export async function changeComment(comment: CommentOut, body: string, picked: Member[]): Promise<void> {
  await apiRequest("PATCH", `/comments/${comment.id}`, { body: wordsOf(body, picked), headers: { "If-Match": `"${comment.version}"` } });
  await refresh(comment);
}

export async function deleteComment(comment: CommentOut): Promise<void> {
  await apiRequest("DELETE", `/comments/${comment.id}`);
  await refresh(comment);
}

function refresh(of: Place): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["entity", "comments", of.record_type, of.record_id] });
}
