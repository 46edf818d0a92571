import { ChevronRight, ShieldAlert } from "lucide-react";
import { Link } from "react-router";
import type { ApprovalMode } from "@/kit/agent/approval-begun";
import { ApprovalCard, ApprovalPill } from "@/kit/agent/approval-card";
import { useAgentLabel } from "@/kit/agent/labels";
import { type ApprovalItem, mayDecide } from "@/kit/agent/approvals";
import { type EntityMeta, useEntities } from "@/kit/entity/meta";
import { plainText } from "@/kit/entity/value/FieldValue";
import { cn } from "@/kit/lib/cn";
import { formatDate } from "@/kit/lib/format";
import { useMe } from "@/kit/session/store";
import { RelativeTime } from "@/kit/ui/figures";
import { Checkbox } from "@/kit/ui/toggles";

export interface ApprovalRowProps {
  item: ApprovalItem;
  /** The keys mean this one. */
  active: boolean;
  opened: boolean;
  mode: ApprovalMode;
  onMode: (mode: ApprovalMode) => void;
  onOpen: () => void;
  /** Null where it can not be decided together with others. */
  chosen: boolean | null;
  onChoose: () => void;
}

/** One proposal: a line, and under it everything once it is open. */
export function ApprovalRow({ item, active, opened, mode, onMode, onOpen, chosen, onChoose }: ApprovalRowProps) {
  const me = useMe();
  const agent = useAgentLabel()(item.agent);
  const asks = item.user_id === me.id ? "for you" : `for ${item.person || "a former member"}`;
  return (
    <li className={cn("first:rounded-t-lg last:rounded-b-lg", active && "bg-n-2")}>
      <div className="relative flex min-h-13 items-center gap-3 px-4 py-2 hover:bg-n-2">
        {chosen !== null && <Checkbox className="z-10" aria-label={`Select ${item.summary}`} checked={chosen} onCheckedChange={onChoose} />}
        <button
          type="button"
          id={`approval-${item.id}`}
          aria-expanded={opened}
          onClick={onOpen}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-md text-left outline-offset-4 after:absolute after:inset-0"
        >
          <span className="min-w-0 flex-1">
            <span className={cn("block text-base font-medium", !opened && "truncate")}>{item.summary}</span>
            <span className="flex min-w-0 items-center gap-1.5 text-sm text-ink-2">
              <span className="truncate">
                {agent} {asks}
              </span>
              {item.tainted && item.status === "waiting" && <ShieldAlert role="img" aria-label="After reading text written by others" className="size-3.5 shrink-0 text-warning-text" />}
              <RelativeTime value={item.created_at} className="ml-auto shrink-0 text-xs sm:ml-0 sm:before:mr-1.5 sm:before:content-['·']" />
            </span>
          </span>
          <ChevronRight className={cn("order-last size-4 shrink-0 text-ink-3 transition-transform", opened && "rotate-90")} aria-hidden />
          {!opened && <Aside item={item} />}
        </button>
      </div>
      {opened && (
        <div className="px-3 pb-3 sm:px-4 sm:pb-4">
          <ApprovalCard approval={item} mode={mode} onMode={onMode} origin={<Origin item={item} agent={agent} asks={asks} />} />
        </div>
      )}
    </li>
  );
}

/** What a closed line says at its end: where it stands, or while it waits for the reader what would change. */
function Aside({ item }: { item: ApprovalItem }) {
  const me = useMe();
  const entity = useEntities().find((one) => one.name === item.entity_type);
  if (item.status !== "waiting" || !mayDecide(item, me)) return <ApprovalPill approval={item} />;
  return <span className="hidden max-w-72 truncate text-sm text-ink-2 sm:block">{digest(item, entity)}</span>;
}

/** `City: Graz → Linz`, as far as it can be said without asking for names; what the summary says already is not said again. */
function digest(item: ApprovalItem, entity: EntityMeta | undefined): string {
  const [first, ...more] = item.changes.filter((change) => !change.hidden).filter((change) => typeof change.new !== "string" || !change.new || !item.summary.includes(change.new));
  const field = entity?.fields.find((one) => one.name === first?.field);
  if (!first || !field || field.kind === "ref" || field.kind === "user" || typeof first.new === "object") return "";
  const read = (value: unknown) => (field.kind === "date" && typeof value === "string" ? formatDate(value) : plainText(field, value));
  const before = read(first.old);
  const rest = more.length > 0 ? `, and ${more.length} more` : "";
  return `${field.label}: ${before && `${before} → `}${read(first.new)}${rest}`;
}

/** Who asks through which agent, and where; the conversation is a link only for those who may read it. */
function Origin({ item, agent, asks }: { item: ApprovalItem; agent: string; asks: string }) {
  return (
    <p className="mb-1 border-b border-line pt-1 pb-2 text-sm text-ink-2">
      {agent} asks {asks}
      {item.conversation_title ? (
        <>
          {" in "}
          <Link to={`/conversations/${item.conversation_id}?message=${item.message_id}`} className="rounded-sm font-medium text-accent-text underline-offset-4 hover:underline">
            {item.conversation_title}
          </Link>
        </>
      ) : (
        " in a conversation that only they can read"
      )}
      .
    </p>
  );
}
