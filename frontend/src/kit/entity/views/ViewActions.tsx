import { ArrowLeft, ArrowRight, BookmarkPlus, EllipsisVertical, House, Lock, PencilLine, RotateCcw, Save, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useCan } from "@/kit/session/store";
import { Button } from "@/kit/ui/button";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { IconButton } from "@/kit/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";
import type { Columns } from "../list/columns";
import type { EntityMeta } from "../meta";
import { quietly } from "../writes";
import { addressOf } from "./look";
import { NameView } from "./NameView";
import type { ViewHandle } from "./useView";
import { lookOf, type View, type ViewContent } from "./views";
import { beginWith, createView, deleteView, moveView, updateView } from "./writes";

interface ViewActionsProps {
  entity: EntityMeta;
  view: ViewHandle;
  views: View[];
  columns: Columns;
  changed: boolean;
}

/** What is shown now, as a view keeps it. The day that a calendar stands at is not kept: it opens with the present. */
function contentOf({ search, look, active }: ViewHandle, columns: Columns): ViewContent {
  const options = look.layout === "calendar" ? look.options.split(":").slice(0, 2).join(":") : look.options;
  return { layout: look.layout, query: { search, options, columns: columns.draft ?? active?.query.columns ?? null } };
}

/** Save, save as, share, reset and the rest of what can be done with a view. */
export default function ViewActions({ entity, view, views, columns, changed }: ViewActionsProps) {
  const navigate = useNavigate();
  const { active } = view;
  const [asking, setAsking] = useState<"save" | "rename" | "delete" | null>(null);
  const show = (one: View, replace: boolean) => void navigate(`/${entity.name}${addressOf(one.query.search, lookOf(one), one.id)}`, { replace });
  const save = async (one: View) => {
    const after = await updateView(entity, one, contentOf(view, columns));
    columns.reset();
    show(after, true);
    toast.success(`Saved ${after.name}`);
  };
  const saveAs = async (name: string, shared: View["shared"]) => {
    const made = await createView(entity, name, shared, contentOf(view, columns), views.length);
    if (active) columns.reset();
    show(made, true);
  };
  const reset = (one: View) => {
    columns.reset();
    show(one, false);
  };
  return (
    <span className="flex shrink-0 items-center gap-1">
      {active && changed && active.editable && (
        <Button size="sm" onClick={() => void quietly(save(active))}>
          <Save aria-hidden /> Save
        </Button>
      )}
      {(!active || (changed && !active.editable)) && (
        <Button size="sm" variant="ghost" className="text-ink-2" onClick={() => setAsking("save")}>
          <BookmarkPlus aria-hidden /> Save view
        </Button>
      )}
      {active && changed && (
        <Button size="sm" variant="ghost" className="text-ink-2" onClick={() => reset(active)}>
          <RotateCcw aria-hidden /> Reset
        </Button>
      )}
      {active && <ViewMenu entity={entity} views={views} active={active} onAsk={setAsking} />}
      {asking === "save" && <NameView title="Save this view" action="Save view" share onSave={saveAs} onClose={() => setAsking(null)} />}
      {asking === "rename" && active && <NameView title={`Rename ${active.name}`} action="Rename" name={active.name} onSave={(name) => updateView(entity, active, { name })} onClose={() => setAsking(null)} />}
      {active && (
        <ConfirmDialog
          open={asking === "delete"}
          onOpenChange={() => setAsking(null)}
          title={`Delete the view ${active.name}?`}
          confirmLabel="Delete view"
          onConfirm={async () => {
            await deleteView(entity, active);
            void navigate(`/${entity.name}${addressOf(view.search, view.look, "all")}`, { replace: true });
          }}
        >
          <p>{active.shared === "organization" ? "It goes for everybody in the organisation. " : ""}The records stay.</p>
        </ConfirmDialog>
      )}
    </span>
  );
}

interface ViewMenuProps {
  entity: EntityMeta;
  views: View[];
  active: View;
  onAsk: (what: "save" | "rename" | "delete") => void;
}

function ViewMenu({ entity, views, active, onAsk }: ViewMenuProps) {
  const mayShare = useCan("views:share");
  const shared = active.shared === "organization";
  const place = views.indexOf(active);
  const move = (by: -1 | 1) => void quietly(moveView(entity, views, active, by));
  const share = () => quietly(updateView(entity, active, { shared: shared ? "private" : "organization" }).then(() => toast.success(shared ? `${active.name} is yours alone now` : `Everybody in the organisation sees ${active.name} now`)));
  return (
    <Menu
      align="start"
      trigger={
        <IconButton size="sm" label={`View ${active.name}`}>
          <EllipsisVertical aria-hidden />
        </IconButton>
      }
    >
      {!active.editable && active.owner_name && <p className="px-2 py-1 text-xs text-ink-2">Shared by {active.owner_name}</p>}
      <MenuItem icon={<BookmarkPlus aria-hidden />} onSelect={() => onAsk("save")}>Save as a new view…</MenuItem>
      <MenuItem icon={<House aria-hidden />} onSelect={() => void quietly(beginWith(entity, active.default ? null : active))}>
        {active.default ? "Do not open first" : `Open first for ${entity.label.toLowerCase()}`}
      </MenuItem>
      {active.editable && <MenuSeparator />}
      {active.editable && <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => onAsk("rename")}>Rename…</MenuItem>}
      {active.editable && (shared || mayShare) && (
        <MenuItem icon={shared ? <Lock aria-hidden /> : <Users aria-hidden />} onSelect={() => void share()}>
          {shared ? "Make private" : "Share with the organisation"}
        </MenuItem>
      )}
      {active.editable && place > 0 && <MenuItem icon={<ArrowLeft aria-hidden />} onSelect={() => move(-1)}>Move left</MenuItem>}
      {active.editable && place < views.length - 1 && <MenuItem icon={<ArrowRight aria-hidden />} onSelect={() => move(1)}>Move right</MenuItem>}
      {active.editable && <MenuSeparator />}
      {active.editable && <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => onAsk("delete")}>Delete…</MenuItem>}
    </Menu>
  );
}
