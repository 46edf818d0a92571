import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useState } from "react";
import type { RecordPartProps } from "@/kit/entity/detail/parts";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Empty, ErrorState, Skeleton, useSlow } from "@/kit/ui/states";
import { addComment, type Comment, commentsQuery, deleteComment } from "../api";
import { CommentItem } from "./CommentItem";
import { Composer } from "./Composer";

/** What people say about a record, newest first, below the place to say something. */
export default function CommentsPanel({ entity, record }: RecordPartProps) {
  const of = { record_type: entity.name, record_id: record.id };
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(commentsQuery(of));
  const slow = useSlow(isPending);
  const may = useCan("comments:write");
  const [removing, setRemoving] = useState<Comment | null>(null);
  if (error && !data) return <ErrorState error={error} doing="load the comments" onRetry={() => void refetch()} />;
  const comments = data?.pages.flatMap((page) => page.items);
  return (
    <div className="flex flex-col gap-4">
      {may && <Composer of={of} draft={`${entity.name}/${record.id}`} label={`Comment on this ${entity.label_singular.toLowerCase()}`} action="Comment" onSend={(body, picked) => addComment(of, body, picked)} />}
      {isPending && <div className="flex flex-col gap-4">{slow && [0, 1, 2].map((row) => <Skeleton key={row} className="h-14" />)}</div>}
      {comments?.length === 0 && (
        <Empty icon={MessageSquare} title="Nobody has said anything yet" className="py-8">
          {may ? "Write @ and a name to tell somebody." : "Your role can read comments but not write them."}
        </Empty>
      )}
      {comments && comments.length > 0 && (
        <ol aria-label="Comments" className="flex flex-col gap-4">
          {comments.map((comment) => <CommentItem key={comment.id} comment={comment} onDelete={() => setRemoving(comment)} />)}
        </ol>
      )}
      {hasNextPage && (
        <Button size="sm" className="self-start" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older comments
        </Button>
      )}
      {removing && (
        <ConfirmDialog open onOpenChange={() => setRemoving(null)} title="Delete this comment?" confirmLabel="Delete comment" onConfirm={() => deleteComment(removing)}>
          It disappears for everybody. Its words stay in the audit log.
        </ConfirmDialog>
      )}
    </div>
  );
}
