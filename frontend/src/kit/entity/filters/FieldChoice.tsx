import { Command } from "cmdk";
import { Trash2 } from "lucide-react";
import { type EntityMeta, type FieldMeta, useEntities } from "../meta";
import { filterFields } from "./fields";

interface FieldChoiceProps {
  entity: EntityMeta;
  /** Deleted records are shown at present. */
  deleted: boolean;
  onPick: (field: FieldMeta) => void;
  /** Whether records of another entity point here. */
  onExists: (inverse: string, exists: boolean) => void;
  onDeleted: () => void;
}

/** Which field to filter by; found by its name or another word for it. */
export default function FieldChoice({ entity, deleted, onPick, onExists, onDeleted }: FieldChoiceProps) {
  const entities = useEntities();
  const fields = filterFields(entities, entity);
  const inverses = entities.filter((other) => entity.inverses.some((inverse) => inverse.name === other.name));
  return (
    <Command label="Field to filter by" className="w-64">
      <Command.Input autoFocus placeholder="Filter by…" className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none" />
      <Command.List className="max-h-80 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-2 text-ink-2">No such field.</Command.Empty>
        {fields.map((field) => (
          <Command.Item key={field.name} value={field.name} keywords={[field.label, ...field.synonyms]} onSelect={() => onPick(field)} className="popup-item">
            {field.label}
          </Command.Item>
        ))}
        {inverses.flatMap((other) =>
          [true, false].map((exists) => (
            <Command.Item key={`${other.name}.${exists}`} value={`${other.name}.${exists}`} keywords={["has", "no", other.label]} onSelect={() => onExists(other.name, exists)} className="popup-item">
              {exists ? "Has" : "Has no"} {other.label.toLowerCase()}
            </Command.Item>
          )),
        )}
        {entity.permissions.delete && (
          <Command.Item value="__deleted" keywords={["deleted", "trash"]} onSelect={onDeleted} className="popup-item text-ink-2">
            <Trash2 className="size-4" aria-hidden /> {deleted ? "Hide deleted records" : "Show deleted records"}
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
