import { useMutation } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { refreshConversation } from "@/kit/agent/queries";
import type { Message } from "@/kit/agent/types";
import { cn } from "@/kit/lib/cn";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { Textarea } from "@/kit/ui/input";
import { Popover } from "@/kit/ui/popover";
import { toast } from "@/kit/ui/toast";
import { rate } from "../api";

/** Thumbs up or down; a thumb down asks what was wrong. */
export function Rating({ conversationId, message }: { conversationId: string; message: Message }) {
  const [asking, setAsking] = useState(false);
  const [comment, setComment] = useState(message.rating_note);
  const change = useMutation({
    mutationFn: ({ rating, note }: { rating: "up" | "down" | null; note?: string }) => rate(conversationId, message.id, rating, note),
    onSuccess: () => refreshConversation(conversationId),
    onError: (error) => toast.error("Could not keep your rating", error),
  });
  const press = (rating: "up" | "down") => {
    const taken = message.rating === rating;
    change.mutate({ rating: taken ? null : rating });
    setAsking(rating === "down" && !taken);
  };
  return (
    <>
      <IconButton label="Good answer" size="sm" aria-pressed={message.rating === "up"} onClick={() => press("up")}>
        <ThumbsUp aria-hidden className={cn(message.rating === "up" && "fill-current text-accent-text")} />
      </IconButton>
      <Popover
        label="What was wrong?"
        className="w-80"
        open={asking}
        onOpenChange={(open) => !open && setAsking(false)}
        trigger={
          <IconButton label="Bad answer" size="sm" aria-pressed={message.rating === "down"} onClick={() => press("down")}>
            <ThumbsDown aria-hidden className={cn(message.rating === "down" && "fill-current text-accent-text")} />
          </IconButton>
        }
      >
        <form
          className="space-y-2"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ rating: "down", note: comment });
            setAsking(false);
          }}
        >
          <Textarea aria-label="What was wrong?" placeholder="What was wrong? (whoever looks after the agents reads it)" rows={3} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
          <div className="flex justify-end gap-2">
            <Button size="sm" onClick={() => setAsking(false)}>
              Skip
            </Button>
            <Button size="sm" type="submit" variant="primary" disabled={!comment.trim()}>
              Send
            </Button>
          </div>
        </form>
      </Popover>
    </>
  );
}
