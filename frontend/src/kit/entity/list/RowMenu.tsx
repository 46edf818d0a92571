import { EllipsisVertical, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useNavigate } from "react-router";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { choiceLabel, type EntityMeta } from "../meta";
import { missingFor, movesFrom, statusField } from "../moves";
import type { EntityRecord } from "../record";
import type { RowAct } from "./RowActs";

interface RowMenuProps {
  entity: EntityMeta;
  record: EntityRecord;
  title: string;
  onAct: (act: RowAct) => void;
}

/** What can be done with a row without opening it; shown while the row is pointed at or has the focus. */
export default function RowMenu({ entity, record, title, onAct }: RowMenuProps) {
  const navigate = useNavigate();
  const { write, delete: remove } = entity.permissions;
  const status = statusField(entity);
  const moves = record.deleted_at || !status ? [] : movesFrom(entity, String(record[status.name])).filter((move) => move.allowed);
  if (!(write || remove)) return null;
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${title}`} size="sm" tabIndex={-1}>
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
        <MenuItem key={move.to} onSelect={() => onAct({ kind: "move", record, status: move.to })}>
          Mark as {choiceLabel(status, move.to).toLowerCase()}
          {missingFor(entity, record, move).length > 0 && "…"}
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
