import { Download } from "lucide-react";
import { type RefObject, useState } from "react";
import { saveFile } from "@/kit/entity/list/export";
import { CopyButton } from "@/kit/ui/copy-button";
import { IconButton } from "@/kit/ui/icon-button";

/** Copy a table into a spreadsheet, or save it as CSV. Shown while the reader is at it; where nothing hovers, always, under the table. */
export function TableTools({ table }: { table: RefObject<HTMLTableElement | null> }) {
  const [text, setText] = useState("");
  const read = () => setText(rowsOf(table.current).map((row) => row.map(plain).join("\t")).join("\n"));
  const save = () => saveFile(new Blob([rowsOf(table.current).map((row) => row.map(quoted).join(",")).join("\r\n")], { type: "text/csv" }), "table.csv");
  return (
    <div
      onPointerEnter={read}
      onFocus={read}
      className="absolute right-0 bottom-full -mb-1 flex rounded-md border border-line bg-raised opacity-0 group-focus-within/table:opacity-100 group-hover/table:opacity-100 pointer-coarse:static pointer-coarse:m-0 pointer-coarse:ml-auto pointer-coarse:w-fit pointer-coarse:border-0 pointer-coarse:bg-transparent pointer-coarse:opacity-100"
    >
      <CopyButton text={text} what="table" />
      <IconButton label="Download the table as CSV" size="sm" onClick={save}>
        <Download aria-hidden />
      </IconButton>
    </div>
  );
}

function rowsOf(table: HTMLTableElement | null): string[][] {
  return [...(table?.rows ?? [])].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
}

/** A text that a spreadsheet would take for a formula stays a text, and only a whole number may begin with a sign: `-1+cmd` is none. */
function plain(cell: string): string {
  return /^[=+@\t-]/.test(cell) && !/^[+-]?[\d\s.,']*\d\s?(%|[A-Z]{3}|[€$£])?$/.test(cell) ? `'${cell}` : cell;
}

/** RFC 4180. */
function quoted(cell: string): string {
  const safe = plain(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
