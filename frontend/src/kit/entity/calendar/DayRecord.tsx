import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { useKeptFocus } from "@/kit/lib/kept-focus";
import type { DragHandle } from "@/kit/lib/use-drag";
import { type Tone, toneOf } from "@/kit/ui/pill";
import { choiceLabel, type EntityMeta } from "../meta";
import { statusField } from "../moves";
import { type EntityRecord, relatedTitle, titleOf } from "../record";

const tones: Record<Tone, string> = {
  neutral: "var(--n-8)", accent: "var(--accent)", success: "var(--success)", warning: "var(--warning)", danger: "var(--danger)", info: "var(--info)",
};

interface DayRecordProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  record: EntityRecord;
  lifted: boolean;
  handlers: ReturnType<DragHandle<EntityRecord>["handlers"]> | undefined;
}

/** A record on its day: one line, with the colour of its status at the edge and the word for it in its name. */
export function DayRecord({ entity, entities, record, lifted, handlers }: DayRecordProps) {
  const ref = useKeptFocus<HTMLLIElement>(record.id);
  const status = statusField(entity);
  const value = status ? String(record[status.name]) : "";
  const relation = entity.fields.find((field) => field.kind === "ref" && field.list);
  const related = relation && relatedTitle(entities, relation, record);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the link inside has the focus and the keys
    <li ref={ref} {...handlers} className={cn("shrink-0 select-none [-webkit-touch-callout:none]", handlers && "cursor-grab", lifted && "opacity-50")}>
      <Link
        to={`/${entity.name}/${record.id}`}
        title={[titleOf(entity, record), related, status && choiceLabel(status, value)].filter(Boolean).join(" · ")}
        aria-describedby={handlers ? "calendar-keys" : undefined}
        style={status && { boxShadow: `inset 3px 0 ${tones[toneOf(value)]}` }}
        className="block truncate rounded-sm bg-n-4 pr-1.5 pl-2 text-xs leading-5.5 hover:bg-n-5 pointer-coarse:leading-10"
      >
        <span className="font-medium">{titleOf(entity, record)}</span>
        {related && <span className="text-ink-2"> {related}</span>}
        {status && <span className="sr-only">, {choiceLabel(status, value)}</span>}
      </Link>
    </li>
  );
}
