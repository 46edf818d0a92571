import { RadioGroup } from "radix-ui";
import { useId } from "react";
import { cn } from "@/kit/lib/cn";
import type { FieldMeta } from "../meta";
import { useNames } from "../names";
import { Plain } from "../value/FieldValue";
import type { Difference, Side } from "./merge";

interface ConflictRowProps {
  difference: Difference;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
}

/** One field: what it was, and the two values that stand against each other (or the one that needs no choice). */
export function ConflictRow({ difference, chosen, onChoose }: ConflictRowProps) {
  const { field, base, mine, theirs, changedBy } = difference;
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line">
      <header className="flex flex-wrap items-center gap-x-2 border-b border-line px-3 py-1.5 text-sm">
        <h3 id={id} className="font-medium">
          {field.label}
        </h3>
        <p className="text-ink-2">
          was <Value field={field} value={base} />
        </p>
        {changedBy !== "both" && <p className="ml-auto text-ink-2">{changedBy === "mine" ? "Only you changed it" : "Only they changed it"}</p>}
      </header>
      {changedBy === "both" ? (
        <RadioGroup.Root aria-labelledby={id} value={chosen ?? ""} onValueChange={(side) => onChoose(side as Side)} className="grid sm:grid-cols-2">
          <Option side="theirs" title="Theirs, saved now" field={field} value={theirs} chosen={chosen} />
          <Option side="mine" title="Yours" field={field} value={mine} chosen={chosen} />
        </RadioGroup.Root>
      ) : (
        <p className="px-3 py-2 text-sm break-words whitespace-pre-line">
          <Value field={field} value={changedBy === "mine" ? mine : theirs} />
        </p>
      )}
    </section>
  );
}

function Option({ side, title, field, value, chosen }: { side: Side; title: string; field: FieldMeta; value: unknown; chosen: Side | undefined }) {
  return (
    <RadioGroup.Item value={side} className={cn("flex items-start gap-2 px-3 py-2 text-left text-sm hover:bg-hover sm:first:border-r sm:first:border-line", chosen === side && "bg-accent-soft")}>
      <span aria-hidden className={cn("mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface", chosen === side && "border-accent")}>
        <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
      </span>
      <span className="min-w-0">
        <span className="block text-xs text-ink-2">{title}</span>
        <span className="break-words whitespace-pre-line">
          <Value field={field} value={value} />
        </span>
      </span>
    </RadioGroup.Item>
  );
}

/** What the history shows of a sensitive value. */
const withheld = "•••";
const leading = new Set<FieldMeta["kind"]>(["ref", "user", "refs"]);

/** A value on its own: relations by their names. */
export function Value({ field, value }: { field: FieldMeta; value: unknown }) {
  const ids = leading.has(field.kind) && value !== withheld ? [value].flat().filter((id) => typeof id === "string") : [];
  const names = useNames(ids.length > 0 ? field : undefined, ids);
  if (value === withheld) return withheld;
  if (ids.length > 0) return ids.map((id) => names[id] ?? "…").join(", ");
  return <Plain field={field} value={value} whole />;
}
