import { Copy, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { ConfirmDialog } from "@/kit/ui/confirm-dialog";
import { Dialog, Drawer } from "@/kit/ui/dialog";
import { Kbd } from "@/kit/ui/kbd";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { Popover } from "@/kit/ui/popover";
import { toast } from "@/kit/ui/toast";
import { Tooltip } from "@/kit/ui/tooltip";

export function Overlays() {
  const [open, setOpen] = useState<"dialog" | "drawer" | "confirm" | null>(null);
  const close = () => setOpen(null);
  return (
    <Card title="What floats">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen("dialog")}>Dialog</Button>
        <Button onClick={() => setOpen("drawer")}>Drawer</Button>
        <Button onClick={() => setOpen("confirm")}>Confirm</Button>
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem icon={<Copy aria-hidden />} keys={<Kbd keys="mod+d" />}>
            Duplicate
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 aria-hidden />} danger>
            Delete
          </MenuItem>
        </Menu>
        <Popover label="Details" trigger={<Button>Popover</Button>}>
          A small panel that belongs to its button.
        </Popover>
        <Tooltip content="A short hint">
          <Button>Tooltip</Button>
        </Tooltip>
        <Button onClick={() => toast.success("Invoice sent", { description: "INV-10248", action: { label: "Undo", onClick: () => toast.info("Undone") } })}>Toast</Button>
        <Button onClick={() => toast.error("Could not send the invoice", new Error("The mail server did not answer."))}>Error toast</Button>
      </div>
      <Dialog open={open === "dialog"} onOpenChange={close} title="Send invoice" description="The customer gets a mail with the document." footer={<Button variant="primary" onClick={close}>Send invoice</Button>} />
      <Drawer open={open === "drawer"} onOpenChange={close} title="INV-10248">
        <p className="p-4">Something looked at beside the page.</p>
      </Drawer>
      <ConfirmDialog open={open === "confirm"} onOpenChange={close} title="Delete 3 invoices?" confirmLabel="Delete 3 invoices" typed="delete" onConfirm={() => Promise.resolve()}>
        INV-10248, INV-10249 and INV-10250 go to the bin. You can restore them for 30 days.
      </ConfirmDialog>
    </Card>
  );
}
