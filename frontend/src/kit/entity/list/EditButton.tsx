import { Pencil } from "lucide-react";

/** The pencil of a cell: edits it where it stands. */
export default function EditButton({ label, onEdit }: { label: string; onEdit: (cell: HTMLElement) => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={({ currentTarget }) => onEdit(currentTarget.closest("td") ?? currentTarget)}
      className="grid size-6 place-items-center rounded-sm text-ink-2 hover:bg-active hover:text-ink"
    >
      <Pencil className="size-3.5" aria-hidden />
    </button>
  );
}
