/** Tool calls in words: `list_invoices` is "Looked up invoices". The names are the API's operation ids, verb first. */
import { humanize } from "@/kit/lib/format";

/** While it runs, once it has ended, and for a change that was really made: a proposal has only been prepared. */
const special: [RegExp, (noun: string) => [string, string, string?]][] = [
  [/^get_(.+)_stats$/, (noun) => [`Adding up ${noun} figures`, `Added up ${noun} figures`]],
  [/^get_(.+)_history$/, (noun) => [`Reading the history of the ${noun}`, `Read the history of the ${noun}`]],
  [/^set_(.+)_status$/, (noun) => [`Preparing a new status of the ${noun}`, `Prepared a new status of the ${noun}`, `Changed the status of the ${noun}`]],
  [/^get_entities$/, () => ["Looking at what records there are", "Looked at what records there are"]],
  [/^(?:list|find|search)_(.+)$/, (noun) => [`Looking up ${noun}`, `Looked up ${noun}`]],
  [/^get_(.+)$/, (noun) => [`Reading the ${noun}`, `Read the ${noun}`]],
  [/^(?:create|add)_(.+)$/, (noun) => [`Preparing a new ${noun}`, `Prepared a new ${noun}`, `Made a new ${noun}`]],
  [/^(?:update|replace)_(.+)$/, (noun) => [`Preparing a change of the ${noun}`, `Prepared a change of the ${noun}`, `Changed the ${noun}`]],
  [/^delete_(.+)$/, (noun) => [`Preparing to delete the ${noun}`, `Prepared to delete the ${noun}`, `Deleted the ${noun}`]],
  [/^restore_(.+)$/, (noun) => [`Preparing to restore the ${noun}`, `Prepared to restore the ${noun}`, `Restored the ${noun}`]],
  [/^bulk_(.+)$/, (noun) => [`Preparing a change of many ${noun}`, `Prepared a change of many ${noun}`, `Changed many ${noun}`]],
];

/** What a call does, or did; `done`: it was carried out. A name of another form is shown as it is, in words. */
export function callInWords(name: string, running: boolean, done = false): string {
  for (const [form, say] of special) {
    const found = form.exec(name);
    if (!found) continue;
    const [doing, ended, made] = say((found[1] ?? "").replaceAll("_", " "));
    if (running) return doing;
    return (done && made) || ended;
  }
  return running ? `Using ${humanize(name).toLowerCase()}` : `Used ${humanize(name).toLowerCase()}`;
}

/** Parameters of a list that say how it is given, not what is looked for. */
const shape = new Set(["limit", "offset", "cursor", "sort", "expand", "fields", "count", "highlight", "deleted", "sum", "avg", "min", "max", "distinct", "bucket", "having", "group_by"]);
const id = /^[0-9a-f]{8}-/i;

/** What was looked for, where a call reads records: "“an”, Germany, by city"; empty for all of them. */
export function soughtInWords(name: string, args: Record<string, unknown>): string {
  if (!/^(?:list|find|search)_|_stats$/.test(name)) return "";
  const wanted = Object.entries(args).flatMap(([key, value]) => (typeof value === "string" && value && !shape.has(key) && !id.test(value) ? [key === "q" ? `“${value}”` : value.replaceAll("_", " ")] : []));
  // "customer,customer.name" is one record and how it is called
  const groups = typeof args.group_by === "string" ? [...new Set(args.group_by.split(",").map((field) => field.trim().split(".")[0] ?? ""))].filter(Boolean) : [];
  const by = groups.length ? [`by ${groups.map((group) => humanize(group).toLowerCase()).join(" and ")}`] : [];
  const words = [...wanted, ...by].join(", ");
  return words.length > 48 ? `${words.slice(0, 47)}…` : words;
}

/** "0.2 s", "14 s", "2 min 5 s". */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
