import { EllipsisVertical, Link2, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { choiceLabel, type EntityMeta } from "../meta";
import type { EntityRecord } from "../record";
import { moveRecord, quietly } from "../writes";
import { verbFor } from "./layout";
import { RecordControls } from "./parts";

interface RecordActionsProps {
  entity: EntityMeta;
  record: EntityRecord;
  onDelete: () => void;
}

/** The moves its status allows, and what else can be done with a record. */
export function RecordActions({ entity, record, onDelete }: RecordActionsProps) {
  const navigate = useNavigate();
  const { write, delete: remove } = entity.permissions;
  const copy = async () => {
    await navigator.clipboard.writeText(location.href.split("?")[0] ?? "");
    toast.success("Link copied");
  };
  return (
    <>
      <RecordControls entity={entity} record={record} />
      {write && <Moves entity={entity} record={record} />}
      {write && (
        <Button asChild className="max-md:hidden">
          <Link to={`/${entity.name}/${record.id}/edit`}>
            <Pencil aria-hidden /> Edit
          </Link>
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label="More actions">
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      >
        {write && (
          <MenuItem className="md:hidden" icon={<Pencil aria-hidden />} onSelect={() => void navigate(`/${entity.name}/${record.id}/edit`)}>
            Edit
          </MenuItem>
        )}
        <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copy()}>
          Copy link
        </MenuItem>
        {remove && <MenuSeparator />}
        {remove && (
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={onDelete}>
            Delete…
          </MenuItem>
        )}
      </Menu>
    </>
  );
}

function Moves({ entity, record }: Pick<RecordActionsProps, "entity" | "record">) {
  const [busy, setBusy] = useState<string | null>(null);
  const field = entity.fields.find((one) => one.name === entity.status?.field);
  if (!field || !entity.status) return null;
  const now = String(record[field.name]);
  const move = async (status: string) => {
    setBusy(status);
    await quietly(moveAndOffer(entity, record, now, status, choiceLabel(field, status)));
    setBusy(null);
  };
  const moves = entity.status.transitions[now] ?? [];
  return moves.map((status, index) => (
    <Button key={status} variant={index === 0 ? "primary" : "secondary"} busy={busy === status} disabled={busy !== null && busy !== status} onClick={() => void move(status)}>
      {verbFor(entity, status, choiceLabel(field, status))}
    </Button>
  ));
}

/** Moves, and offers the way back where there is one. */
async function moveAndOffer(entity: EntityMeta, record: EntityRecord, from: string, to: string, label: string): Promise<void> {
  const moved = await moveRecord(entity, record, to);
  const back = entity.status?.transitions[to]?.includes(from);
  toast.success(`Now ${label.toLowerCase()}`, back ? { action: { label: "Undo", onClick: () => void quietly(moveRecord(entity, moved, from)) } } : undefined);
}
