import { Bot, ChevronDown, ChevronRight, CircleAlert, CornerDownRight, LoaderCircle, MessageCircleQuestion, Repeat2, Sparkles, Wrench } from "lucide-react";
import { cn } from "@/kit/lib/cn";
import { formatNumber } from "@/kit/lib/format";
import type { SpanOut } from "../api";
import { barOf, type Row } from "../tree";
import { duration, failed, firstToken, kinds, nameOf, remark, usageOf } from "../words";

const icons: Record<SpanOut["kind"], typeof Bot> = { turn: MessageCircleQuestion, agent: Bot, model: Sparkles, attempt: Repeat2, tool: Wrench, decision: CornerDownRight };
const bars: Record<SpanOut["kind"], string> = { turn: "bg-n-8", agent: "bg-chart-2", model: "bg-chart-1", attempt: "bg-chart-8", tool: "bg-chart-3", decision: "bg-n-9" };

export interface SpanRowProps {
  row: Row;
  length: number;
  chosen: boolean;
  onSelect: (number: number) => void;
  onFold: (number: number, open: boolean) => void;
}

/** One step: what it was, what came of it, when it was and how long. */
export function SpanRow({ row, length, chosen, onSelect, onFold }: SpanRowProps) {
  const { span, depth } = row;
  const wrong = failed(span);
  const moment = span.kind === "decision" && !row.parent; // one that others hang under lasted as long as they
  const Icon = wrong ? CircleAlert : icons[span.kind];
  const beside = remark(span) || tokens(span);
  const Chevron = row.open ? ChevronDown : ChevronRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree moves the focus, which chooses
    <div
      role="treeitem"
      data-span={span.number}
      aria-level={depth + 1}
      aria-selected={chosen}
      aria-expanded={row.parent ? row.open : undefined}
      aria-label={spoken(span)}
      tabIndex={chosen ? 0 : -1}
      onClick={() => onSelect(span.number)}
      className={cn("flex h-8 cursor-default items-center gap-2 px-3 text-sm outline-offset-[-2px] pointer-coarse:h-11", chosen ? "bg-accent-soft" : "hover:bg-n-2")}
    >
      <span className="flex min-w-0 flex-1 items-center gap-1.5" style={{ paddingLeft: Math.min(depth, 6) * 14 }}>
        {row.parent ? (
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- arrows left and right do it for the keyboard
          <span
            className="-m-1 shrink-0 p-1 text-ink-2"
            onClick={(event) => {
              event.stopPropagation();
              onFold(span.number, !row.open);
            }}
          >
            <Chevron className="size-3.5" aria-hidden />
          </span>
        ) : (
          <span className="w-3.5 shrink-0" />
        )}
        <Icon className={cn("size-4 shrink-0", wrong ? "text-danger-text" : "text-ink-2")} aria-hidden />
        <span className="min-w-0 truncate font-medium" title={nameOf(span)}>
          {nameOf(span)}
        </span>
        <span className={cn("min-w-0 flex-1 truncate text-xs", wrong ? "text-danger-text" : "text-ink-2")} title={beside}>
          {beside}
        </span>
      </span>
      <Bar span={span} length={length} wrong={wrong} moment={moment} />
      <span className="w-16 shrink-0 truncate text-right text-xs text-ink-2 tabular-nums max-sm:hidden">{usageOf(span)?.cost}</span>
      <span className="w-16 shrink-0 text-right text-xs text-ink-2 tabular-nums">{moment ? "" : span.ms === null ? <Going /> : duration(span.ms)}</span>
    </div>
  );
}

function Going() {
  return <LoaderCircle className="ml-auto size-3.5 animate-spin motion-reduce:animate-none" aria-label="Not ended" />;
}

/** Its place in time; the part before a model's first word is paler, and ends in a mark. */
function Bar({ span, length, wrong, moment }: { span: SpanOut; length: number; wrong: boolean; moment: boolean }) {
  const { left, width, first } = barOf(span, length);
  const colour = wrong ? "bg-danger" : bars[span.kind];
  return (
    <span aria-hidden className="relative h-4 w-[34%] shrink-0 border-x border-line max-sm:hidden">
      {moment ? (
        <span className={cn("absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rotate-45", colour)} style={{ left: `${left}%` }} />
      ) : (
        <span className={cn("absolute inset-y-0.5 min-w-0.5 overflow-hidden rounded-sm", colour, span.ms === null && "opacity-50")} style={{ left: `${left}%`, width: `${width}%` }}>
          {first !== null && <span className="absolute inset-y-0 left-0 border-r-2 border-surface bg-surface/55" style={{ width: `${first}%` }} />}
        </span>
      )}
    </span>
  );
}

function tokens(span: SpanOut): string {
  const usage = usageOf(span);
  return usage ? `${formatNumber(usage.input + usage.output)} tokens` : "";
}

/** The row for those who hear it. */
function spoken(span: SpanOut): string {
  const first = firstToken(span);
  const parts = [
    `${kinds[span.kind]}${span.kind === "turn" ? "" : ` ${nameOf(span)}`}`,
    remark(span) || tokens(span),
    usageOf(span)?.cost,
    span.kind === "decision" ? "" : span.ms === null ? "not ended" : `took ${duration(span.ms)}`,
    first === null ? "" : `first word after ${duration(first)}`,
  ];
  return parts.filter(Boolean).join(", ");
}
