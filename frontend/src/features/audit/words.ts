/** What an entry of the audit log changed, in words. */
import type { Act } from "@/kit/lib/acts";
import { humanize } from "@/kit/lib/format";
import { type Change, changesOf } from "@/kit/ui/diff";

/** The fields that differ, old and new. */
export function changesIn(entry: Act): Change[] {
  return changesOf(entry.old_values, entry.new_values);
}

/** Their names in one line: "Status, due on and 3 more". */
export function fieldsIn(entry: Act, most = 3): string {
  const names = changesIn(entry).map((change) => humanize(change.field).toLowerCase());
  const shown = names.slice(0, most).join(", ");
  const more = names.length - most;
  return shown.charAt(0).toUpperCase() + shown.slice(1) + (more > 0 ? ` and ${more} more` : "");
}
