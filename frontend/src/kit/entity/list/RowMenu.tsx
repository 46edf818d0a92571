import { EllipsisVertical, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useNavigate } from "react-router";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { choiceLabel, type EntityMeta } from "../meta";
import type { EntityRecord } from "../record";
import type { RowAct } from "./RowActs";

interface RowMenuProps {
  entity: EntityMeta;
  record: EntityRecord;
  title: string;
  onAct: (act: RowAct) => void;
}

/** What can be done with a row without opening it; shown while the row is pointed at or has the focus. */
export function RowMenu({ entity, record, title, onAct }: RowMenuProps) {
  const navigate = useNavigate();
  const { write, delete: remove } = entity.permissions;
  const status = entity.fields.find((field) => field.name === entity.status?.field);
  const moves = (!record.deleted_at && status && entity.status?.transitions[String(record[status.name])]) || [];
  if (!(write || remove)) return null;
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${title}`} size="sm" tabIndex={-1} className="ml-auto shrink-0 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100">
          <EllipsisVertical aria-hidden />
        </IconButton>
      }
    >
      {write && !record.deleted_at && (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => void navigate(`/${entity.name}/${record.id}/edit`)}>
          Edit
        </MenuItem>
      )}
      {write && status && moves.map((move) => (
        <MenuItem key={move} onSelect={() => onAct({ kind: "move", record, status: move })}>
          Mark as {choiceLabel(status, move).toLowerCase()}
        </MenuItem>
      ))}
      {remove && !record.deleted_at && <MenuSeparator />}
      {remove && (record.deleted_at ? (
        <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => onAct({ kind: "restore", record })}>
          Restore
        </MenuItem>
      ) : (
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => onAct({ kind: "delete", record })}>
          Delete…
        </MenuItem>
      ))}
    </Menu>
  );
}
