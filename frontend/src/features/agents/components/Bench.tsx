import { ArrowUp, FlaskConical, RotateCcw, Square } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Link } from "react-router";
import { ApprovalChanges } from "@/kit/agent/approval-changes";
import { Markdown } from "@/kit/agent/markdown";
import { ToolLine } from "@/kit/agent/tool-line";
import { duration } from "@/kit/agent/words";
import { messageOf } from "@/kit/api/errors";
import type { ProposalOut, TrialOut } from "@/kit/api/generated/types.gen";
import { formatCost, formatNumber } from "@/kit/lib/format";
import { Card } from "@/kit/ui/card";
import { FormProblem } from "@/kit/ui/form-field";
import { IconButton } from "@/kit/ui/icon-button";
import { Pill } from "@/kit/ui/pill";
import type { Definition } from "../api";
import { type Tried, useTrial } from "../useTrial";

/** Talks with the draft as it stands in the form. What it reads is real; what it would write is only shown. */
export function Bench({ name, draft }: { name: string; draft: Definition }) {
  const trial = useTrial(name, draft);
  const ready = draft.label.trim() !== "" && draft.role.trim() !== "";
  return (
    <Card
      aria-label="Test bench"
      title="Try it"
      description="With what stands in the form now. Nothing is written."
      className="xl:sticky xl:top-4"
      actions={
        trial.tried.length > 0 && (
          <IconButton label="Begin again" size="sm" onClick={trial.clear}>
            <RotateCcw aria-hidden />
          </IconButton>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
        <div role="log" aria-label="Trial" tabIndex={0} className="flex max-h-[55dvh] min-h-32 flex-col gap-4 overflow-y-auto">
          {trial.tried.length === 0 && (
            <p className="m-auto flex max-w-64 flex-col items-center gap-2 text-center text-sm text-ink-2">
              <FlaskConical className="size-5 text-ink-3" aria-hidden />
              {ready ? "Ask it something that its people would ask." : "Give it a name and say who it is; then ask it something."}
            </p>
          )}
          {trial.tried.map((one, index) => (
            <Turn key={index} tried={one} />
          ))}
        </div>
        <Question disabled={!ready} running={trial.running} onAsk={(text) => void trial.ask(text)} onStop={trial.stop} />
      </div>
    </Card>
  );
}

function Turn({ tried }: { tried: Tried }) {
  const text = tried.result?.text ?? tried.answer.text;
  return (
    <div className="flex min-w-0 flex-col gap-2" aria-busy={tried.result === null && tried.error === null}>
      <p className="ml-auto max-w-[85%] rounded-lg bg-n-4 px-3 py-1.5 text-sm break-words whitespace-pre-wrap">{tried.question}</p>
      {tried.answer.calls.map((call) => (
        <ToolLine key={call.id} call={call} conversationId="" messageId={null} />
      ))}
      {text && <Markdown text={text} />}
      {!text && tried.result === null && tried.error === null && <p className="text-sm text-ink-2">Thinking…</p>}
      {tried.proposals.map((proposal, index) => (
        <Proposed key={index} proposal={proposal} />
      ))}
      {tried.error !== null && <FormProblem>{messageOf(tried.error)}</FormProblem>}
      {tried.result && <Took result={tried.result} />}
    </div>
  );
}

function Proposed({ proposal }: { proposal: ProposalOut }) {
  return (
    <section aria-label={`Would do: ${proposal.summary}`} className="rounded-md border border-line p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{proposal.summary}</h3>
        <Pill status="draft" label={proposal.approver ? `Would ask ${proposal.approver}` : "Would ask"} />
      </div>
      <ApprovalChanges approval={proposal} />
    </section>
  );
}

function Took({ result }: { result: TrialOut }) {
  const { input_tokens = 0, output_tokens = 0, cost = "0" } = result.usage as { input_tokens?: number; output_tokens?: number; cost?: string };
  const who = result.provider === "offline" ? "No language model" : [result.provider, result.model].filter(Boolean).join(" ");
  const parts = [who, duration(result.ms), `${result.steps} ${result.steps === 1 ? "step" : "steps"}`, `${formatNumber(input_tokens + output_tokens)} tokens`, Number(cost) > 0 ? formatCost(cost) : ""];
  return (
    <p className="text-xs text-ink-2 tabular-nums">
      {parts.filter(Boolean).join(" · ")} ·{" "}
      <Link to={`/traces/${result.trace_id}`} target="_blank" className="underline underline-offset-4 hover:text-ink">
        How it came about
      </Link>
    </p>
  );
}

function Question({ disabled, running, onAsk, onStop }: { disabled: boolean; running: boolean; onAsk: (text: string) => void; onStop: () => void }) {
  const [text, setText] = useState("");
  const send = () => {
    if (!text.trim() || running || disabled) return;
    onAsk(text.trim());
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!event.metaKey && !event.ctrlKey) send();
  };
  return (
    <div className="flex items-end gap-2 rounded-lg border border-control bg-surface p-1.5 focus-within:border-accent focus-within:outline focus-within:outline-accent">
      <textarea
        aria-label="Question for the draft"
        rows={1}
        value={text}
        disabled={disabled}
        maxLength={20_000}
        placeholder="Ask the draft…"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-32 min-h-8 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-sm outline-none pointer-coarse:text-lg"
      />
      {running ? (
        <IconButton label="Stop" variant="secondary" onClick={onStop}>
          <Square aria-hidden className="fill-current" />
        </IconButton>
      ) : (
        <IconButton label="Ask the draft" variant="secondary" disabled={disabled || !text.trim()} onClick={send}>
          <ArrowUp aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
