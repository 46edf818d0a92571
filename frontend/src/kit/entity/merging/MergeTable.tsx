import { RadioGroup } from "radix-ui";
import { cn } from "@/kit/lib/cn";
import { Value } from "../conflict/ConflictRow";
import type { EntityMeta } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import { type Contested, firstChoice } from "./choices";

interface MergeTableProps {
  entity: EntityMeta;
  /** The first one stays. */
  records: EntityRecord[];
  fields: Contested[];
  chosen: Record<string, number>;
  onChoose: (field: string, at: number) => void;
}

const columns = ["", "", "sm:grid-cols-2", "sm:grid-cols-3", "sm:grid-cols-4"];

/** One row per field in which the records differ, one value per record to choose from. */
export function MergeTable({ entity, records, fields, chosen, onChoose }: MergeTableProps) {
  if (fields.length === 0) return <p className="text-sm text-ink-2">They do not differ in anything that can be chosen.</p>;
  return (
    <div className="flex flex-col gap-3">
      {fields.map((one) => (
        <section key={one.field.name} aria-label={one.field.label} className="overflow-hidden rounded-lg border border-line">
          <h3 className="border-b border-line bg-n-2 px-3 py-1.5 text-sm font-medium">{one.field.label}</h3>
          <RadioGroup.Root
            aria-label={one.field.label}
            value={String(chosen[one.field.name] ?? firstChoice(one))}
            onValueChange={(at) => onChoose(one.field.name, Number(at))}
            className={cn("grid divide-line max-sm:divide-y sm:divide-x", columns[records.length])}
          >
            {one.values.map((value, at) => (
              <Option key={records[at]?.id} value={value} at={at} field={one.field} from={at === 0 ? "Stays" : titleOf(entity, records[at] ?? {})} />
            ))}
          </RadioGroup.Root>
        </section>
      ))}
    </div>
  );
}

function Option({ field, value, at, from }: { field: Contested["field"]; value: unknown; at: number; from: string }) {
  return (
    <RadioGroup.Item value={String(at)} className="flex min-w-0 items-start gap-2 px-3 py-2 text-left text-sm hover:bg-hover data-[state=checked]:bg-accent-soft">
      <span aria-hidden className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface">
        <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
      </span>
      <span className="min-w-0">
        <span className="block truncate text-xs text-ink-2">{from}</span>
        <span className="break-words whitespace-pre-line">
          <Value field={field} value={value} />
        </span>
      </span>
    </RadioGroup.Item>
  );
}
