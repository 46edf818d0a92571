import { useShortcuts } from "@/kit/lib/shortcuts";
import { Dialog } from "@/kit/ui/dialog";
import { Kbd } from "@/kit/ui/kbd";

/** `?`: the keys that work on this screen, as its parts have registered them. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts((state) => state.shortcuts);
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))].toSorted((a) => (a === "Everywhere" ? 1 : -1));
  return (
    <Dialog open onOpenChange={onClose} title="Keys">
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <section key={group}>
            <h3 className="pb-1 text-sm font-medium text-ink-2">{group}</h3>
            <dl className="divide-y divide-line">
              {shortcuts
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div key={shortcut.keys} className="flex items-center justify-between py-1.5 text-sm">
                    <dt>{shortcut.label}</dt>
                    <dd>
                      <Kbd keys={shortcut.keys.replace("shift+?", "?")} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
