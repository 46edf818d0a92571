import { EllipsisVertical, Link2, Merge, Pencil, Printer, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "@/kit/ui/button";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import { choiceLabel, type EntityMeta } from "../meta";
import { movesFrom, statusField } from "../moves";
import type { EntityRecord } from "../record";
import { useMoves } from "../useMoves";
import { verbFor } from "./layout";
import { RecordControls } from "./parts";

const MergeDialog = lazy(() => import("../merging/MergeDialog"));

interface RecordActionsProps {
  entity: EntityMeta;
  record: EntityRecord;
  onDelete: () => void;
}

/** The moves its status allows, and what else can be done with a record. */
export function RecordActions({ entity, record, onDelete }: RecordActionsProps) {
  const navigate = useNavigate();
  const [merging, setMerging] = useState(false);
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
        <MenuItem icon={<Printer aria-hidden />} onSelect={() => void navigate(`/${entity.name}/${record.id}/print`)}>
          Print
        </MenuItem>
        {write && remove && (
          <MenuItem icon={<Merge aria-hidden />} onSelect={() => setMerging(true)}>
            Merge duplicates…
          </MenuItem>
        )}
        {remove && <MenuSeparator />}
        {remove && (
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={onDelete}>
            Delete…
          </MenuItem>
        )}
      </Menu>
      <Suspense fallback={null}>{merging && <MergeDialog entity={entity} record={record} onClose={() => setMerging(false)} />}</Suspense>
    </>
  );
}

/** A button for each move that this person may make from here. */
function Moves({ entity, record }: Pick<RecordActionsProps, "entity" | "record">) {
  const { busy, move, dialogs } = useMoves(entity);
  const field = statusField(entity);
  if (!field) return null;
  const moves = movesFrom(entity, String(record[field.name])).filter((one) => one.allowed);
  return (
    <>
      {moves.map(({ to }, index) => (
        <Button key={to} variant={index === 0 ? "primary" : "secondary"} busy={busy === to} disabled={busy !== null && busy !== to} onClick={() => move(record, to)}>
          {verbFor(entity, to, choiceLabel(field, to))}
        </Button>
      ))}
      {dialogs}
    </>
  );
}
