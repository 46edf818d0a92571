import { Download, Plus, Printer, Upload } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { formatNumber } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Kbd } from "@/kit/ui/kbd";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/kit/ui/menu";
import type { EntityMeta } from "../meta";
import { counted } from "../record";
import type { ExportFormat } from "./export";

const formats: { format: ExportFormat; label: string }[] = [
  { format: "csv", label: "CSV" },
  { format: "xlsx", label: "Excel (XLSX)" },
  { format: "json", label: "JSON" },
];

interface ListActionsProps {
  entity: EntityMeta;
  search: string;
  total: number | undefined;
}

/** What can be done with the list as a whole, as far as the person may. */
export function ListActions({ entity, search, total }: ListActionsProps) {
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const save = async (format: ExportFormat) => {
    setBusy(true);
    const [{ exportRecords }, { quietly }] = await Promise.all([import("./export"), import("../writes")]);
    await quietly(exportRecords(entity, search, format));
    setBusy(false);
  };
  return (
    <>
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
      {entity.permissions.write && (
        <>
          <Button asChild variant="secondary" className="max-md:hidden">
            <Link to={`/${entity.name}/import`}>
              <Upload aria-hidden /> Import
            </Link>
          </Button>
          <Button asChild variant="primary">
            <Link to={`/${entity.name}/new`}>
              <Plus aria-hidden />
              <span>New<span className="max-md:sr-only"> {entity.label_singular.toLowerCase()}</span></span>
              <Kbd keys="n" className="max-lg:hidden [&_kbd]:border-transparent [&_kbd]:bg-accent-hover [&_kbd]:text-accent-ink" />
            </Link>
          </Button>
        </>
      )}
    </>
  );
}
