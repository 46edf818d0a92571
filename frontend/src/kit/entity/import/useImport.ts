import { newKey } from "@/kit/api/request";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { messageOf } from "@/kit/api/errors";
import { readStored } from "@/kit/lib/stored";
import { lastCurrency } from "../form/rules";
import type { EntityMeta } from "../meta";
import { type Csv, decode, parseCsv, writeCsv } from "./csv";
import { guessMapping, type Mapping } from "./guess";
import { hasEnded, operationQuery, sheetAsCsv, startImport } from "./operation";
import { missingTargets, type Target, targetsOf } from "./targets";

export type Step = "file" | "match" | "check" | "import";

/** Everything an import wizard knows: the file as read, the mapping, and the work going on. */
export function useImport(entity: EntityMeta, entities: EntityMeta[]) {
  const targets = targetsOf(entity, entities);
  const [step, setStep] = useState<Step>("file");
  const [name, setName] = useState("");
  const [csv, setCsv] = useState<Csv | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [defaults, setDefaults] = useState<Record<string, string>>({});
  const [upsertKey, setUpsertKey] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const [work, setWork] = useState<{ id: string; step: Step } | null>(null);
  const operation = useQuery({ ...operationQuery(work?.id ?? ""), enabled: work !== null && work.step === step });
  const filled = new Set([...Object.values(mapping), ...Object.entries(defaults).filter(([, value]) => value.trim()).map(([path]) => path)]);

  const open = async (file: File) => {
    let read: Csv | string;
    try {
      read = readText(isSheet(file) ? await sheetAsCsv(entity, file) : decode(await file.arrayBuffer()));
    } catch (error) {
      read = messageOf(error);
    }
    if (typeof read === "string") return setProblem(read);
    const guess = guessMapping(entity, targets, read.columns);
    setName(file.name);
    setCsv(read);
    setMapping(guess);
    setDefaults(firstDefaults(missingTargets(targets, new Set(Object.values(guess)))));
    setUpsertKey(null);
    setProblem(null);
    setStep("match");
  };

  const start = async (next: "check" | "import", options: { partial?: boolean; rows?: string[][] } = {}) => {
    if (!csv) return;
    setStarting(true);
    setProblem(null);
    const now = options.rows ? { ...csv, rows: options.rows } : csv;
    try {
      const file = new File([writeCsv(now)], name, { type: "text/csv" });
      const id = await startImport(entity, { file, mapping, defaults, upsertKey }, { dryRun: next === "check", partial: options.partial ?? false, key: newKey() });
      setCsv(now);
      setWork({ id, step: next });
      setStep(next);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setStarting(false);
    }
  };

  return {
    targets, step, name, csv, mapping, defaults, upsertKey, problem, starting,
    missing: missingTargets(targets, filled),
    /** The check or the import that this step is about. */
    operation: operation.data,
    operationError: operation.error,
    ended: hasEnded(operation.data),
    open,
    map: (column: string, path: string) => setMapping(Object.fromEntries(Object.entries({ ...mapping, [column]: path }).map(([other, taken]) => [other, other !== column && taken === path ? "" : taken]))),
    setDefault: (path: string, value: string | null) => setDefaults(value === null ? Object.fromEntries(Object.entries(defaults).filter(([other]) => other !== path)) : { ...defaults, [path]: value }),
    setUpsertKey,
    check: (rows?: string[][]) => void start("check", { rows }),
    run: (partial: boolean) => void start("import", { partial }),
    back: () => setStep(step === "check" ? "match" : "file"),
    restart: () => {
      setStep("file");
      setCsv(null);
      setWork(null);
    },
  };
}

const isSheet = (file: File) => file.name.toLowerCase().endsWith(".xlsx");

/** The rows of a file, or why it has none. */
function readText(text: string): Csv | string {
  const read = parseCsv(text);
  if (!read) return "The file is empty, or its first line does not name the columns.";
  return read.rows.length === 0 ? "The file has column names but no rows." : read;
}

/** What can be said for all rows at once: the currency that was used last. */
function firstDefaults(missing: Target[]): Record<string, string> {
  return Object.fromEntries(missing.filter((target) => target.path.endsWith(".currency")).map((target) => [target.path, readStored(lastCurrency) ?? "USD"]));
}

export type Import = ReturnType<typeof useImport>;
