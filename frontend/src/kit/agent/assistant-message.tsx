import { CircleStop, ScissorsLineDashed, TriangleAlert } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import { useFeatures } from "@/kit/layout/feature";
import { cn } from "@/kit/lib/cn";
import { formatNumber, formatPercent } from "@/kit/lib/format";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { RelativeTime } from "@/kit/ui/figures";
import { Skeleton } from "@/kit/ui/states";
import { Citations } from "./citation-chip";
import { Markdown } from "./markdown";
import { Steps } from "./steps";
import type { AnswerView } from "./view";

const ApprovalCard = lazy(() => import("./approval-card").then((module) => ({ default: module.ApprovalCard }))); // few answers propose something

export interface AssistantMessageProps {
  view: AnswerView;
  /** How the agent is called. */
  name: string;
  /** Asks the same question again. */
  onRetry?: () => void;
  /** Has the rest said of an answer that was stopped, cut off or too long for one call. */
  onGoOn?: () => void;
  /** Answers with one of the choices; only given for the last answer. */
  onChoose?: (choice: string) => void;
  /** What can be done with it, in its footer. */
  actions?: ReactNode;
  /** Whether the one who looks may see results of tools, which are kept with the events of an answer. */
  details?: boolean;
}

/** An answer: what the agent did, what it says, what it wants to write, and where it has it from. */
export function AssistantMessage({ view, name, onRetry, onGoOn, onChoose, actions, details = true }: AssistantMessageProps) {
  const running = view.status === "running" || view.status === "stopping";
  return (
    <article aria-label={`${view.author || name} answered`} aria-busy={running} data-message={view.id} tabIndex={-1} className="group/message space-y-3 outline-offset-8">
      <header className="flex items-center gap-2">
        <Avatar name={view.author || name} size={24} square={!view.author} />
        <h2 className="text-sm font-semibold">{view.author || name}</h2>
        {view.at && <RelativeTime value={view.at} className="text-xs text-ink-2" />}
      </header>
      <div className="space-y-3 sm:pl-8">
        {view.calls.length > 0 && (
          <div>
            <Steps calls={view.calls} conversationId={view.conversationId} messageId={details ? view.id : null} />
          </div>
        )}
        <Words view={view} running={running} />
        {view.approvals.map((approval) => (
          <Suspense key={approval.id} fallback={<Skeleton className="h-44 w-full rounded-lg" />}>
            <ApprovalCard approval={approval} />
          </Suspense>
        ))}
        <Citations citations={view.citations} />
        <Ending view={view} onRetry={onRetry} onGoOn={onGoOn} />
        {onChoose && <Choices choices={view.choices} onChoose={onChoose} />}
        {!running && (
          <footer className="-ml-1.5 flex flex-wrap items-center gap-x-1 gap-y-0.5 text-xs text-ink-2">
            {actions}
            <Facts view={view} />
            {details && <HowLink view={view} />}
          </footer>
        )}
      </div>
    </article>
  );
}

function Words({ view, running }: { view: AnswerView; running: boolean }) {
  if (!view.text && !running) return null;
  const waiting = running && !view.text && view.calls.every((call) => call.status !== "running");
  return (
    <div className={cn("text-[15px] leading-[1.6]", running && "still-writing")}>
      {view.text && <Markdown text={view.text} growing={running} />}
      {running && view.notice && (
        <p role="status" className="mb-1.5 text-sm text-ink-2 tabular-nums">
          {view.notice}
        </p>
      )}
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

function Ending({ view, onRetry, onGoOn }: Pick<AssistantMessageProps, "view" | "onRetry" | "onGoOn">) {
  const goOn = onGoOn && view.text && (
    <Button size="sm" onClick={onGoOn}>
      Continue
    </Button>
  );
  if (view.status === "stopped")
    return (
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        <CircleStop className="size-4 shrink-0" aria-hidden />
        You stopped this answer.
        {goOn}
      </p>
    );
  if (view.status === "complete" && view.error)
    return (
      <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        <ScissorsLineDashed className="size-4 shrink-0" aria-hidden />
        {view.error}
        {goOn}
      </p>
    );
  if (view.status !== "failed" && view.status !== "interrupted") return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger-text">
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{view.error || "The answer ended before it was whole."}</span>
      {goOn}
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Ask again
        </Button>
      )}
    </div>
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

/** Who answered and what it took, in words. */
function Facts({ view }: { view: AnswerView }) {
  const made = view.provider === "offline" ? "No language model" : view.provider;
  const parts = [
    made,
    view.fallback === 1 ? "second choice" : view.fallback > 1 ? `choice ${view.fallback + 1}` : "",
    view.tokens > 0 ? `${formatNumber(view.tokens)} tokens` : "",
    Number(view.cost) > 0 ? `cost ${formatNumber(view.cost, { minimumFractionDigits: 2, maximumFractionDigits: 4 })}` : "",
    view.confidence === null ? "" : groundedInWords(view.confidence),
  ].filter(Boolean);
  return parts.length > 0 ? <span className="px-1.5 tabular-nums">{parts.join(" · ")}</span> : null;
}

/** How many of the figures in the text stand in what it was made from. */
function groundedInWords(share: number): string {
  if (share === 0 || share === 1) return `${share === 1 ? "all" : "none"} of its figures from the sources`;
  return `${formatPercent(Math.round(share * 100))} of its figures from the sources`;
}

/** To the trail of the answer, where the product keeps trails. */
function HowLink({ view }: { view: AnswerView }) {
  const traced = useFeatures(({ features }) => features.some((feature) => feature.name === "traces"));
  if (!traced || !view.id || view.author) return null;
  return (
    <Link to={`/traces/${view.id}`} className="inline-flex min-h-7 items-center rounded-sm px-1.5 underline-offset-4 hover:text-ink hover:underline pointer-coarse:min-h-10">
      How this was answered
    </Link>
  );
}
