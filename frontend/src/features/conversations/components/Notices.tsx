import { TriangleAlert, WifiOff } from "lucide-react";
import { lazy, Suspense } from "react";
import { messageOf } from "@/kit/api/errors";
import { type Conversation, refreshConversation } from "@/kit/agent/queries";
import { forgetTurn } from "@/kit/agent/turns";
import type { TurnState } from "@/kit/agent/use-turn";
import { Button } from "@/kit/ui/button";

const WhoHasTheWord = lazy(() => import("./WhoHasTheWord")); // only where a person was asked for

/** What stands between the reader and an answer: a lost connection, an error, a person who has been asked. */
export function Notices({ conversation, turn, onRetry, answers }: { conversation: Conversation; turn: TurnState | null; onRetry: (text: string) => void; /** The reader may write here. */ answers: boolean }) {
  return (
    <>
      {turn?.broken && turn.error === null && (
        <p role="status" className="flex items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning-text">
          <WifiOff className="size-4 shrink-0" aria-hidden /> Connection lost. The answer goes on and will be here when it is back.
        </p>
      )}
      {turn && turn.error !== null && <Failed id={conversation.id} turn={turn} onRetry={onRetry} />}
      <Suspense>{conversation.status !== "open" && answers && <WhoHasTheWord conversation={conversation} />}</Suspense>
    </>
  );
}

function Failed({ id, turn, onRetry }: { id: string; turn: TurnState; onRetry: (text: string) => void }) {
  const again = () => {
    forgetTurn(id);
    if (turn.asked) onRetry(turn.asked.content);
    else void refreshConversation(id);
  };
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger-text">
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{messageOf(turn.error)}</span>
      <Button size="sm" onClick={again}>
        Try again
      </Button>
    </div>
  );
}
