import { useMemo, useState } from "react";
import { ApiError, messageOf } from "@/kit/api/errors";
import { apiRequest } from "@/kit/api/request";
import { Button } from "@/kit/ui/button";
import { Dialog } from "@/kit/ui/dialog";
import { FormProblem } from "@/kit/ui/form-field";
import type { Conflict } from "../form/useEntityForm";
import type { EntityMeta } from "../meta";
import { type EntityRecord, titleOf } from "../record";
import { holdRecord, updateRecord } from "../writes";
import { ConflictRow } from "./ConflictRow";
import { differencesOf, merged, openChoices, type Side } from "./merge";

interface ConflictDialogProps {
  entity: EntityMeta;
  conflict: Conflict;
  onSaved: (record: EntityRecord) => void;
  onClose: () => void;
}

/** Shows both versions of what two people have changed; nothing is written until each contested field has been chosen. */
export function ConflictDialog({ entity, conflict, onSaved, onClose }: ConflictDialogProps) {
  const [theirs, setTheirs] = useState(conflict.theirs);
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const differences = useMemo(() => differencesOf(entity, conflict.base, conflict.mine, theirs), [entity, conflict, theirs]);
  const open = openChoices(differences, chosen);
  const save = async () => {
    const values = merged(differences, chosen);
    if (Object.keys(values).length === 0) {
      holdRecord(entity, theirs);
      return onSaved(theirs);
    }
    setBusy(true);
    try {
      onSaved(await (conflict.save?.(values, theirs) ?? updateRecord(entity, theirs.id, values, theirs.version)));
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) setTheirs(await apiRequest<EntityRecord>("GET", `/${entity.name}/${theirs.id}`));
      setProblem(error instanceof ApiError && error.status === 412 ? "It has been changed once more. Please look again." : messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={`Somebody else has changed ${titleOf(entity, theirs)}`}
      description="Nothing is lost: choose which value to keep where both of you changed the same field."
      footer={
        <>
          <p className="mr-auto self-center text-sm text-ink-2" aria-live="polite">
            {open.length > 0 && `${open.length === 1 ? "One field" : `${open.length} fields`} to choose`}
          </p>
          <Button onClick={onClose}>Keep editing</Button>
          <Button variant="primary" busy={busy} disabled={open.length > 0} onClick={() => void save()}>
            Save the result
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FormProblem>{problem}</FormProblem>
        {differences.length === 0 && <p className="text-sm text-ink-2">Both of you have made the same change.</p>}
        {differences.map((difference) => (
          <ConflictRow key={difference.field.name} difference={difference} chosen={chosen[difference.field.name]} onChoose={(side) => setChosen({ ...chosen, [difference.field.name]: side })} />
        ))}
      </div>
    </Dialog>
  );
}
