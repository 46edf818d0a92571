import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Diff } from "@/kit/ui/diff";
import { toast } from "@/kit/ui/toast";
import { Value } from "../conflict/ConflictRow";
import type { EntityMeta } from "../meta";
import type { EntityRecord } from "../record";
import { updateRecord } from "../writes";
import { undoing, type Version } from "./versions";

interface RevertDialogProps {
  entity: EntityMeta;
  record: EntityRecord;
  version: Version;
  onClose: () => void;
}

/** Shows what taking a change back would do to the record as it is now, then does it: as a change of its own. */
export function RevertDialog({ entity, record, version, onClose }: RevertDialogProps) {
  const values = undoing(entity, version.entry);
  const fields = entity.fields.filter((field) => field.name in values);
  const revert = async () => {
    await updateRecord(entity, record.id, values, record.version);
    toast.success("Change reverted");
  };
  return (
    <ConfirmDialog open onOpenChange={onClose} danger={false} title="Revert this change?" confirmLabel="Revert" onConfirm={revert}>
      <Diff
        changes={fields.map((field) => ({ field: field.name, label: field.label, old: record[field.name], new: values[field.name] }))}
        format={(value, name) => {
          const field = fields.find((one) => one.name === name);
          return field && <Value field={field} value={value} />;
        }}
      />
    </ConfirmDialog>
  );
}
