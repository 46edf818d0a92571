import { Popover as Radix } from "radix-ui";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { moveOrCompare } from "../conflict/comparing";
import { ConflictDialog } from "../conflict/ConflictDialog";
import { InlineEditor, type Refusal } from "../detail/InlineEditor";
import { type SaveField, useFieldSave } from "../detail/useFieldSave";
import { choiceLabel, type EntityMeta, type FieldMeta } from "../meta";
import { movesFrom } from "../moves";
import type { EntityRecord } from "../record";
import { holdListed, quietly, showListed } from "../writes";

interface CellEditorProps {
  entity: EntityMeta;
  entities: EntityMeta[];
  field: FieldMeta;
  /** The record as it was when editing began. */
  record: EntityRecord;
  /** Where it stands in the list. */
  cell: HTMLElement;
  onClose: () => void;
}

/** The editor of one cell, over it. What is saved is shown at once; a newer version of somebody else opens the conflict dialog. */
export default function CellEditor({ entity, entities, field, record, cell, onClose }: CellEditorProps) {
  const { save, conflict, dropConflict } = useFieldSave(entity, record);
  const [open, setOpen] = useState(true);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<Refusal>();
  const anchor = useAnchor(cell);
  const done = useEffectEvent(onClose);
  useEffect(() => {
    if (!open && !sending && !conflict) done(); // until then an answer may still open it again
  }, [open, sending, conflict]);
  const close = () => {
    setOpen(false);
    cell.closest("tr")?.querySelector<HTMLElement>("[data-row]")?.focus({ preventScroll: true });
  };
  const saveListed: SaveField = async (one, value, base) => {
    setSending(true);
    const saving = save(one, value, base);
    holdListed(entity, base.id, { [one.name]: value }, saving);
    const why = await saving;
    if (why) {
      showListed(entity, base.id, { [one.name]: base[one.name] });
      setOpen(true);
    }
    setSending(false);
    return why;
  };
  return (
    <>
      <Radix.Root open={open} onOpenChange={(next) => next || close()}>
        <Radix.Anchor virtualRef={anchor} />
        <Radix.Portal>
          <Radix.Content aria-label={`Edit ${field.label.toLowerCase()}`} align="start" sideOffset={-34} collisionPadding={8} onOpenAutoFocus={(event) => event.preventDefault()} className="popup w-72 p-2">
            {field.kind === "status" ? (
              <StatusMoves entity={entity} field={field} record={record} onDone={close} />
            ) : (
              <InlineEditor entities={entities} field={field} base={record} onSave={saveListed} onClose={close} refused={refused} onRefused={setRefused} key={refused?.problem} />
            )}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      {conflict && <ConflictDialog entity={entity} conflict={conflict} onSaved={dropConflict} onClose={dropConflict} />}
    </>
  );
}

/** The moves that need nothing but the press. */
function StatusMoves({ entity, field, record, onDone }: { entity: EntityMeta; field: FieldMeta; record: EntityRecord; onDone: () => void }) {
  const moves = movesFrom(entity, String(record[field.name])).filter((move) => move.allowed && move.requires.length === 0);
  const go = (to: string) => {
    const moving = moveOrCompare(entity, record, to);
    holdListed(entity, record.id, { [field.name]: to }, moving);
    void quietly(moving.catch((error: unknown) => {
      showListed(entity, record.id, { [field.name]: record[field.name] });
      throw error;
    }));
    onDone();
  };
  return (
    <div className="flex flex-col">
      {moves.map((move, index) => (
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the list was opened by a press for this
        <button key={move.to} type="button" autoFocus={index === 0} onClick={() => go(move.to)} className="popup-item text-left hover:bg-hover focus:bg-hover">
          {choiceLabel(field, move.to)}
        </button>
      ))}
    </div>
  );
}

/** Where the cell is, or was before it was scrolled out of the document. */
function useAnchor(cell: HTMLElement) {
  const last = useRef(new DOMRect());
  return useRef({
    getBoundingClientRect: () => {
      if (cell.isConnected) last.current = cell.getBoundingClientRect();
      return last.current;
    },
  });
}
