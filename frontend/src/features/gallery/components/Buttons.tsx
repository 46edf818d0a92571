import { Pencil, Plus, Trash2 } from "lucide-react";
import { Avatar } from "@/kit/ui/avatar";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { CopyId } from "@/kit/ui/copy-id";
import { IconButton } from "@/kit/ui/icon-button";
import { Kbd } from "@/kit/ui/kbd";
import { Pill } from "@/kit/ui/pill";

const variants = ["primary", "secondary", "ghost", "danger", "danger-ghost", "link"] as const;
const statuses = ["draft", "sent", "paid", "overdue", "in_progress", "waiting"];

export function Buttons() {
  return (
    <Card title="Buttons, pills, signs">
      <div className="flex flex-col gap-4">
        {([{}, { disabled: true }, { busy: true }] as const).map((state, row) => (
          <div key={row} className="flex flex-wrap items-center gap-2">
            {variants.map((variant) => (
              <Button key={variant} variant={variant} {...state}>
                <Plus aria-hidden /> {variant}
              </Button>
            ))}
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm">Small</Button>
          <Button size="md">Medium</Button>
          <Button size="lg">Large</Button>
          <IconButton label="Edit">
            <Pencil aria-hidden />
          </IconButton>
          <IconButton label="Delete" variant="danger-ghost">
            <Trash2 aria-hidden />
          </IconButton>
          <Kbd keys="mod+k" />
          <CopyId id="0198c0a2-5c1e-7c44-b1e8-2f6f6f0f9a31" />
          <Avatar name="Ana Trujillo" /> <Avatar name="Groundwork Ltd" square size={32} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {statuses.map((status) => (
            <Pill key={status} status={status} />
          ))}
        </div>
      </div>
    </Card>
  );
}
