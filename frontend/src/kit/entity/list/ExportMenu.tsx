import { Download, Printer } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/kit/ui/menu";
import { counted } from "../record";
import { quietly } from "../writes";
import { type ExportFormat, exportRecords } from "./export";
import type { ListActionsProps } from "./ListActions";

const formats: { format: ExportFormat; label: string }[] = [
  { format: "csv", label: "CSV" },
  { format: "xlsx", label: "Excel (XLSX)" },
  { format: "json", label: "JSON" },
];

/** What the list finds, as a file or on paper. */
export default function ExportMenu({ entity, search, total }: ListActionsProps) {
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const save = async (format: ExportFormat) => {
    setBusy(true);
    await quietly(exportRecords(entity, search, format));
    setBusy(false);
  };
  return (
    <Menu
      trigger={
        <Button variant="ghost" busy={busy} disabled={!total}>
          <Download aria-hidden /> <span className="max-md:sr-only">Export</span>
        </Button>
      }
    >
      <MenuLabel>{counted(entity, total ?? 0, formatNumber(total ?? 0))} as</MenuLabel>
      {formats.map(({ format, label }) => (
        <MenuItem key={format} onSelect={() => void save(format)}>
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<Printer aria-hidden />} onSelect={() => void navigate(`/${entity.name}/print${search && `?${search}`}`)}>
        Print
      </MenuItem>
    </Menu>
  );
}
