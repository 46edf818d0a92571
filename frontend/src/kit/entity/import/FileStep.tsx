import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cn } from "@/kit/lib/cn";
import { Button } from "@/kit/ui/button";
import { saveFile } from "../list/export";
import type { EntityMeta } from "../meta";
import { writeCsv } from "./csv";
import type { Import } from "./useImport";

/** Where the file is dropped or chosen; also hands out an empty one with the right columns. */
export function FileStep({ entity, wizard }: { entity: EntityMeta; wizard: Import }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void wizard.open(file);
  };
  const template = () => saveFile(writeCsv({ columns: wizard.targets.filter((target) => target.field.kind !== "ref" || target.path.includes(".")).map((target) => target.path), rows: [] }), `${entity.name}-template.csv`);
  return (
    <div className="flex flex-col gap-3">
      <div
        role="presentation"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn("flex flex-col items-center gap-3 rounded-lg border border-dashed border-n-8 bg-surface px-6 py-16 text-center", over && "border-accent bg-accent-soft")}
      >
        <FileUp className="size-6 text-ink-3" aria-hidden />
        <p className="text-base font-medium">Drop a CSV file or a spreadsheet here</p>
        <p className="max-w-md text-sm text-ink-2">Its first line names the columns. Commas, semicolons and tabs all work, and accents from Excel too. Nothing is written before you have seen what will happen.</p>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv"
          aria-label="File to import"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) void wizard.open(file);
          }}
        />
        <Button variant="primary" onClick={() => input.current?.click()}>
          Choose a file
        </Button>
      </div>
      <p className="text-sm text-ink-2">
        No file yet?{" "}
        <Button variant="link" onClick={template}>
          Download an empty one
        </Button>{" "}
        with the columns of {entity.label.toLowerCase()}.
      </p>
    </div>
  );
}
