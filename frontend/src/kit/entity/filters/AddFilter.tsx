import { ArrowLeft, ListFilter } from "lucide-react";
import { lazy, useState } from "react";
import { Button } from "@/kit/ui/button";
import { Popover } from "@/kit/ui/popover";
import type { EntityMeta, FieldMeta } from "../meta";
import { conditionsOn, type ListState, withFilter } from "./filters";

const FieldChoice = lazy(() => import("./FieldChoice"));
const FilterEditor = lazy(() => import("./FilterEditor"));

interface AddFilterProps {
  entity: EntityMeta;
  state: ListState;
  onChange: (next: ListState) => void;
}

/** A filter on any field: first which field, then what of it, in one popover. */
export function AddFilter({ entity, state, onChange }: AddFilterProps) {
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<FieldMeta | null>(null);
  const show = (next: boolean) => {
    setOpen(next);
    if (next) setField(null);
  };
  const showDeleted = () => {
    onChange({ ...state, deleted: !state.deleted });
    setOpen(false);
  };
  const showExisting = (inverse: string, exists: boolean) => {
    onChange(withFilter(state, inverse, [{ op: "exists", value: String(exists) }]));
    setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={show}
      label="Add a filter"
      className="p-0"
      trigger={
        <Button size="sm" variant="ghost">
          <ListFilter aria-hidden /> Filter
        </Button>
      }
    >
      {field ? (
        <>
          <div className="flex items-center gap-1 border-b border-line p-1">
            <Button size="sm" variant="ghost" onClick={() => setField(null)}>
              <ArrowLeft aria-hidden /> {field.label}
            </Button>
          </div>
          <FilterEditor entity={entity} field={field} state={state} conditions={conditionsOn(state, field.name)} onChange={(next) => onChange(withFilter(state, field.name, next))} />
        </>
      ) : (
        <FieldChoice entity={entity} deleted={state.deleted} onPick={setField} onExists={showExisting} onDeleted={showDeleted} />
      )}
    </Popover>
  );
}
