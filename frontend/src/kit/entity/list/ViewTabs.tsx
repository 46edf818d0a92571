import { BookmarkPlus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { useStored } from "@/kit/lib/stored";
import { Button } from "@/kit/ui/button";
import { FormField } from "@/kit/ui/form-field";
import { Input } from "@/kit/ui/input";
import { Popover } from "@/kit/ui/popover";
import type { EntityMeta } from "../meta";

interface View {
  name: string;
  search: string;
}

/** Filters and orders kept under a name, one press away. Remembered on this device. */
export function ViewTabs({ entity, search }: { entity: EntityMeta; search: string }) {
  const [views, setViews] = useStored<View[]>(`views.${entity.name}`, []);
  const isKept = views.some((view) => view.search === search);
  const all: View = { name: "All", search: "" };
  return (
    <nav aria-label="Views" className="flex min-w-0 items-center gap-1 overflow-x-auto max-md:hidden">
      {[all, ...(views.length > 0 ? views : [])].map((view) => (
        <span key={view.name} className={cn("flex h-7 shrink-0 items-center rounded-md", view.search === search ? "bg-active" : "hover:bg-hover")}>
          <Link to={`/${entity.name}${view.search && `?${view.search}`}`} aria-current={view.search === search ? "page" : undefined} className={cn("rounded-md px-2 text-sm", view.search === search ? "font-medium" : "text-ink-2")}>
            {view.name}
          </Link>
          {view !== all && view.search === search && (
            <button type="button" aria-label={`Remove the view ${view.name}`} onClick={() => setViews(views.filter((one) => one.name !== view.name))} className="mr-0.5 grid size-6 place-items-center rounded-sm text-ink-2 hover:text-ink">
              <X className="size-3.5" aria-hidden />
            </button>
          )}
        </span>
      ))}
      {search && !isKept && <SaveView onSave={(name) => setViews([...views.filter((view) => view.name !== name), { name, search }])} />}
    </nav>
  );
}

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim() || name.trim() === "All") return;
    onSave(name.trim());
    setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Save this view"
      trigger={
        <Button size="sm" variant="ghost" className="text-ink-2">
          <BookmarkPlus aria-hidden /> Save view
        </Button>
      }
    >
      <form onSubmit={save} className="flex w-64 flex-col gap-3">
        <FormField label="Name of the view">{(wiring) => <Input {...wiring} autoFocus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />}</FormField>
        <Button type="submit" disabled={!name.trim()}>
          Save
        </Button>
      </form>
    </Popover>
  );
}
