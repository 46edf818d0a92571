import { Plus, X } from "lucide-react";
import { Button } from "@/kit/ui/button";
import { Card } from "@/kit/ui/card";
import { DatePicker } from "@/kit/ui/date-picker";
import { FormField } from "@/kit/ui/form-field";
import { IconButton } from "@/kit/ui/icon-button";
import { Input } from "@/kit/ui/input";
import { Menu, MenuItem } from "@/kit/ui/menu";
import { Select } from "@/kit/ui/select";
import type { Target } from "./targets";
import type { Import } from "./useImport";

/** Values that every row gets where the file says nothing: the currency, a status. */
export function FixedValues({ wizard }: { wizard: Import }) {
  const { targets, mapping, defaults, missing } = wizard;
  const mapped = new Set(Object.values(mapping));
  const shown = targets.filter((target) => target.path in defaults || (missing.includes(target) && target.field.kind !== "ref"));
  const others = targets.filter((target) => !shown.includes(target) && !mapped.has(target.path) && target.field.kind !== "user" && !target.field.unique && !(target.field.kind === "ref" && !target.path.includes(".")));
  return (
    <Card
      title="The same in every row"
      description="For what the file does not say. A cell that is filled goes first."
      actions={
        others.length > 0 && (
          <Menu
            trigger={
              <Button size="sm">
                <Plus aria-hidden /> Add a value
              </Button>
            }
          >
            {others.map((target) => (
              <MenuItem key={target.path} onSelect={() => wizard.setDefault(target.path, "")}>
                {target.label}
              </MenuItem>
            ))}
          </Menu>
        )
      }
    >
      {shown.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing yet.</p>
      ) : (
        <div className="grid gap-3 sm:grid-cols-3">
          {shown.map((target) => (
            <FormField
              key={target.path}
              label={target.label}
              required={target.required}
              aside={
                target.path in defaults && !target.required && (
                  <IconButton size="sm" label={`Remove ${target.label}`} className="-my-1" onClick={() => wizard.setDefault(target.path, null)}>
                    <X aria-hidden />
                  </IconButton>
                )
              }
            >
              {(wiring) => <FixedValue wiring={wiring} target={target} value={defaults[target.path] ?? ""} onChange={(value) => wizard.setDefault(target.path, value)} />}
            </FormField>
          ))}
        </div>
      )}
    </Card>
  );
}

function FixedValue({ wiring, target, value, onChange }: { wiring: { id: string }; target: Target; value: string; onChange: (value: string) => void }) {
  const { field, path } = target;
  if (field.choices?.length) return <Select {...wiring} value={value || null} onChange={onChange} choices={field.choices} />;
  if (field.kind === "date") return <DatePicker {...wiring} value={value || null} onChange={(date) => onChange(date ?? "")} />;
  return <Input {...wiring} maxLength={path.endsWith(".currency") ? 3 : undefined} value={value} onChange={(event) => onChange(event.target.value)} />;
}
