import { Dialog } from "@/kit/ui/dialog";
import type { EntityMeta } from "../meta";
import type { EntityRecord, Values } from "../record";
import { EntityForm } from "./EntityForm";

interface CreateDialogProps {
  entity: EntityMeta;
  /** What is already known, as values of the API. */
  initial: Values;
  onCreated: (record: EntityRecord) => void;
  onClose: () => void;
}

/** A new record without leaving the screen, such as the customer of the invoice being written. */
export default function CreateDialog({ entity, initial, onCreated, onClose }: CreateDialogProps) {
  return (
    <Dialog open onOpenChange={onClose} title={`New ${entity.label_singular.toLowerCase()}`}>
      <EntityForm entity={entity} initial={initial} onSaved={onCreated} onCancel={onClose} inDialog />
    </Dialog>
  );
}
