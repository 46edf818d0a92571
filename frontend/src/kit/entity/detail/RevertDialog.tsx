import { useQuery } from "@tanstack/react-query";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Diff } from "@/kit/ui/diff";
import { ErrorState, Skeleton } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import { Value } from "../conflict/ConflictRow";
import type { EntityMeta } from "../meta";
import { pastQuery } from "../queries";
import type { EntityRecord, Values } from "../record";
import { revertRecord } from "../writes";
import { same } from "./versions";

/** An earlier version to go back to: in these fields, or (where none is named) in all. */
export interface Target {
  version: number;
  fields: string[];
}

interface RevertDialogProps {
  entity: EntityMeta;
  record: EntityRecord;
  target: Target;
  onClose: () => void;
}

/** Shows what going back would do to the record as it is now, then does it: as a change of its own, which can be taken back too. */
export function RevertDialog({ entity, record, target, onClose }: RevertDialogProps) {
  const { data, error, refetch } = useQuery(pastQuery(entity, record.id, target.version));
  const whole = target.fields.length === 0;
  const revert = async () => {
    await revertRecord(entity, record, target.version, target.fields);
    toast.success(whole ? `Version ${target.version} restored` : "Change reverted");
  };
  return (
    <ConfirmDialog open onOpenChange={onClose} danger={false} title={whole ? `Go back to version ${target.version}?` : "Revert this change?"} confirmLabel={whole ? "Restore this version" : "Revert"} onConfirm={revert}>
      {error && <ErrorState error={error} doing="load the earlier version" onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-16" />}
      {data && <Effect entity={entity} record={record} values={data.values} target={target} />}
    </ConfirmDialog>
  );
}

/** What would differ from now. */
function Effect({ entity, record, values, target }: { entity: EntityMeta; record: EntityRecord; values: Values; target: Target }) {
  const fields = entity.fields.filter(({ name, sensitive }) => !sensitive && name in values && (target.fields.length === 0 || target.fields.includes(name)) && !same(record[name], values[name]));
  if (fields.length === 0) return <p>The record has these values already.</p>;
  return (
    <Diff
      changes={fields.map((field) => ({ field: field.name, label: field.label, old: record[field.name], new: values[field.name] }))}
      format={(value, name) => {
        const field = fields.find((one) => one.name === name);
        return field && <Value field={field} value={value} />;
      }}
    />
  );
}
