/** Where the fields of a record stand on its screen. */
import type { EntityMeta, FieldMeta } from "../meta";

const besides = new Set<FieldMeta["kind"]>(["date", "datetime", "ref", "refs", "user", "tags"]);

/** What the record says in the main column; people, dates and relations beside it. The status stands at the title. */
export function layoutOf(entity: EntityMeta): { main: FieldMeta[]; side: FieldMeta[] } {
  const fields = entity.fields.filter((field) => field.name !== entity.status?.field);
  return { main: fields.filter((field) => !besides.has(field.kind)), side: fields.filter((field) => besides.has(field.kind)) };
}

/** Kinds that take the whole width of the main column. */
export const wide = new Set<FieldMeta["kind"]>(["long_text", "json", "file", "image"]);

const verbs: Record<string, string> = {
  active: "Activate", inactive: "Deactivate", in_progress: "Start", done: "Complete", open: "Reopen", cancelled: "Cancel", void: "Void", draft: "Return to draft", approved: "Approve", rejected: "Reject", archived: "Archive",
};

/** What a button says that moves a record to a status: "Complete task", "Mark as paid". */
export function verbFor(entity: EntityMeta, status: string, label: string): string {
  const verb = verbs[status];
  if (!verb) return `Mark as ${label.toLowerCase()}`;
  return verb.includes(" ") ? verb : `${verb} ${entity.label_singular.toLowerCase()}`;
}
