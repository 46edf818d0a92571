import { ConflictDialog } from "./ConflictDialog";
import { closeConflict, useConflicts } from "./shown";

/** The dialog of the conflict that is on screen. */
export default function Conflicts() {
  const open = useConflicts((state) => state.open);
  return open && <ConflictDialog {...open} onSaved={closeConflict} onClose={closeConflict} />;
}
