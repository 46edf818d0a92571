import { Command } from "cmdk";
import { ArrowLeft, ListFilter, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { Popover } from "@/kit/ui/popover";
import { type EntityMeta, type FieldMeta, stamps } from "../meta";
import { FilterEditor } from "./FilterEditor";
import { conditionsOn, type ListState, withFilter } from "./filters";

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
        <FieldChoice entity={entity} deleted={state.deleted} onPick={setField} onDeleted={showDeleted} />
      )}
    </Popover>
  );
}

function FieldChoice({ entity, deleted, onPick, onDeleted }: { entity: EntityMeta; deleted: boolean; onPick: (field: FieldMeta) => void; onDeleted: () => void }) {
  const fields = [...entity.fields, ...stamps].filter((field) => field.filter);
  return (
    <Command label="Field to filter by" className="w-64">
      <Command.Input placeholder="Filter by…" className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none" />
      <Command.List className="max-h-80 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-2 text-ink-2">No such field.</Command.Empty>
        {fields.map((field) => (
          <Command.Item key={field.name} value={field.name} keywords={[field.label, ...field.synonyms]} onSelect={() => onPick(field)} className="popup-item">
            {field.label}
          </Command.Item>
        ))}
        {entity.permissions.delete && (
          <Command.Item value="__deleted" keywords={["deleted", "trash"]} onSelect={onDeleted} className="popup-item text-ink-2">
            <Trash2 className="size-4" aria-hidden /> {deleted ? "Hide deleted records" : "Show deleted records"}
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
