import { useQueries } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/kit/api/errors";
import { Button } from "@/kit/ui/button";
import { Combobox } from "@/kit/ui/combobox";
import { Dialog } from "@/kit/ui/dialog";
import { FormField, FormProblem } from "@/kit/ui/form-field";
import { IconButton } from "@/kit/ui/icon-button";
import { Skeleton } from "@/kit/ui/states";
import { toast } from "@/kit/ui/toast";
import type { EntityMeta } from "../meta";
import { recordChoices } from "../names";
import { recordQuery } from "../queries";
import { counted, type EntityRecord, titleOf } from "../record";
import { mergeRecords } from "../writes";
import { chosenValues, contested } from "./choices";
import { MergeTable } from "./MergeTable";

interface MergeDialogProps {
  entity: EntityMeta;
  /** The one that stays. */
  record: EntityRecord;
  /** Duplicates that were picked already. */
  others?: string[];
  onMerged?: (record: EntityRecord) => void;
  onClose: () => void;
}

/** As many columns as can be compared. */
const most = 3;

/** Makes duplicates part of one record: they are found by name, and each value in which they differ is chosen side by side. */
export default function MergeDialog({ entity, record, others: first = [], onMerged, onClose }: MergeDialogProps) {
  const [ids, setIds] = useState(first.slice(0, most));
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const answers = useQueries({ queries: ids.map((id) => recordQuery(entity, id)) });
  const others = answers.flatMap(({ data }) => data ?? []);
  const loaded = others.length === ids.length;
  const fields = contested(entity, [record, ...others]);
  const change = (next: string[]) => (setIds(next), setChosen({}), setProblem(null));
  const merge = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const made = await mergeRecords(entity, record, others, chosenValues(fields, chosen));
      toast.success(`Merged ${counted(entity, others.length)} into ${titleOf(entity, made)}`);
      onMerged?.(made);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  const what = entity.label_singular.toLowerCase();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size={ids.length > 1 ? "xl" : "lg"}
      title={`Merge duplicates into ${titleOf(entity, record)}`}
      description="Links, comments and files of the others move here, and the others are deleted. Restoring one later brings the record back, not what moved."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={ids.length === 0 || !loaded} onClick={() => void merge()}>
            {ids.length === 0 ? "Merge" : `Merge ${counted(entity, ids.length)}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        <Picked entity={entity} others={others} onDrop={(id) => change(ids.filter((one) => one !== id))} />
        {ids.length < most && (
          <FormField label={ids.length === 0 ? `Which ${what} is the same?` : `Another ${what} that is the same`}>
            {(field) => (
              <Combobox {...field} key={ids.length} value={null} placeholder="Search…" clearable={false} searchKey={["entity", entity.name, "merge", ids.length]}
                onChange={(id) => id && change([...ids, id])}
                search={async (text, signal) => (await recordChoices(entity, text, signal)).filter(({ value }) => value !== record.id && !ids.includes(value))} />
            )}
          </FormField>
        )}
        {!loaded && <Skeleton className="h-32" />}
        {loaded && others.length > 0 && <MergeTable entity={entity} records={[record, ...others]} fields={fields} chosen={chosen} onChoose={(name, at) => setChosen({ ...chosen, [name]: at })} />}
      </div>
    </Dialog>
  );
}

/** The records that will be part of it. */
function Picked({ entity, others, onDrop }: { entity: EntityMeta; others: EntityRecord[]; onDrop: (id: string) => void }) {
  if (others.length === 0) return null;
  return (
    <ul aria-label="To be merged" className="flex flex-wrap gap-2">
      {others.map((other) => (
        <li key={other.id} className="flex h-8 max-w-full items-center gap-1 rounded-md border border-line bg-surface pl-2.5 text-sm">
          <span className="truncate">{titleOf(entity, other)}</span>
          <IconButton size="sm" label={`Do not merge ${titleOf(entity, other)}`} onClick={() => onDrop(other.id)}>
            <X aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
