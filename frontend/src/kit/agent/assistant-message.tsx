import { CircleStop, RotateCcw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFeatures } from "@/kit/layout/feature";
import { formatNumber } from "@/kit/lib/format";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { ApprovalCard } from "./approval-card";
import { Citations } from "./citation-chip";
import { CopyButton } from "@/kit/ui/copy-button";
import { Markdown } from "./markdown";
import { ToolLine } from "./tool-line";
import type { AnswerView } from "./view";

export interface AssistantMessageProps {
  view: AnswerView;
  /** How the agent is called. */
  name: string;
  /** Asks the same question again; only given for the last answer. */
  onRetry?: () => void;
  /** Answers with one of the choices; only given for the last answer. */
  onChoose?: (choice: string) => void;
}

/** An answer: what the agent did, what it says, what it wants to write, and where it has it from. */
export function AssistantMessage({ view, name, onRetry, onChoose }: AssistantMessageProps) {
  const running = view.status === "running" || view.status === "stopping";
  return (
    <article aria-label={`${view.author || name} answered`} aria-busy={running} className="space-y-3">
      <header className="flex items-center gap-2">
        <Avatar name={view.author || name} size={24} square={!view.author} />
        <span className="text-sm font-semibold">{view.author || name}</span>
      </header>
      <div className="space-y-3 sm:pl-8">
        {view.calls.length > 0 && (
          <div>
            {view.calls.map((call) => (
              <ToolLine key={call.id} call={call} conversationId={view.conversationId} messageId={view.id} />
            ))}
          </div>
        )}
        <Words view={view} running={running} />
        {view.approvals.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
        <Citations citations={view.citations} />
        <Ending view={view} onRetry={onRetry} />
        {onChoose && <Choices choices={view.choices} onChoose={onChoose} />}
        {!running && <Footer view={view} onRetry={onRetry} />}
      </div>
    </article>
  );
}

function Words({ view, running }: { view: AnswerView; running: boolean }) {
  if (!view.text && !running) return null;
  const waiting = running && !view.text && view.calls.every((call) => call.status !== "running");
  return (
    <div className="text-[15px] leading-[1.6]">
      {view.text && <Markdown text={view.text} growing={running} />}
      {waiting && (
        <p className="flex items-center gap-1 text-ink-2" aria-hidden>
          {["0s", "0.15s", "0.3s"].map((delay) => (
            <span key={delay} style={{ animationDelay: delay }} className="size-1.5 animate-pulse rounded-full bg-n-9" />
          ))}
        </p>
      )}
    </div>
  );
}

function Ending({ view, onRetry }: { view: AnswerView; onRetry?: () => void }) {
  if (view.status === "stopped")
    return (
      <Note icon={<CircleStop className="size-4 shrink-0" aria-hidden />}>You stopped this answer.</Note>
    );
  if (view.status !== "failed" && view.status !== "interrupted") return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger-text">
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{view.error || "The answer ended before it was whole."}</span>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Ask again
        </Button>
      )}
    </div>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 text-sm text-ink-2">
      {icon}
      {children}
    </p>
  );
}

function Choices({ choices, onChoose }: { choices: string[]; onChoose: (choice: string) => void }) {
  if (choices.length === 0) return null;
  return (
    <ul aria-label="Suggested answers" className="flex flex-wrap gap-2">
      {choices.map((choice) => (
        <li key={choice}>
          <Button onClick={() => onChoose(choice)}>{choice}</Button>
        </li>
      ))}
    </ul>
  );
}

function Footer({ view, onRetry }: { view: AnswerView; onRetry?: () => void }) {
  const traced = useFeatures(({ features }) => features.some((feature) => feature.name === "traces"));
  const made = view.provider === "offline" ? "No language model" : view.provider;
  const parts = [made, view.tokens > 0 ? `${formatNumber(view.tokens)} tokens` : ""].filter(Boolean);
  return (
    <footer className="-ml-1.5 flex items-center gap-0.5 text-xs text-ink-2">
      {view.text && <CopyButton text={view.text} what="answer" />}
      {onRetry && (
        <IconButton label="Ask again" size="sm" onClick={onRetry}>
          <RotateCcw aria-hidden />
        </IconButton>
      )}
      {parts.length > 0 && <span className="pl-1">{parts.join(" · ")}</span>}
      {traced && view.id && !view.author && (
        <Link to={`/traces/${view.id}`} className="rounded-sm pl-2 underline-offset-4 hover:text-ink hover:underline">
          How this was answered
        </Link>
      )}
    </footer>
  );
}
