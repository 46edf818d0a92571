/** What agents may do, in words; and tools in the groups in which people look for them. */
import type { AgentCard } from "@/kit/api/generated/types.gen";
import { humanize } from "@/kit/lib/format";
import type { Definition, Tool } from "./api";

type Ability = AgentCard["abilities"][number];
export type NameOf = (subject: string) => string | undefined;

/** What needs a word of its own, or none: every agent knows what there is, and remembers what it is asked to. */
const quiet = new Set(["tools", "meta", "memories"]);

/** "Reads customers and invoices; proposes changes to tasks; calculates and works with files". */
export function abilitiesInWords(abilities: Ability[], nameOf: NameOf): string[] {
  const own = abilities.filter(({ subject }) => !quiet.has(subject));
  const called = (some: Ability[]) => list(some.map(({ subject }) => (nameOf(subject) ?? humanize(subject)).toLowerCase()));
  const reads = own.filter((one) => one.read);
  const writes = own.filter((one) => one.write);
  const lines = [];
  if (reads.length > 0) lines.push(`Reads ${called(reads)}`);
  if (writes.length > 0) lines.push(`Proposes changes to ${called(writes)}`);
  if (abilities.some(({ subject }) => subject === "tools")) lines.push("Uses built-in tools");
  return lines.length > 0 ? lines : ["Talks, and uses no tools"];
}

/** "a, b and c", or the first ones and how many more. */
export function list(words: string[], most = 4): string {
  const shown = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "");
}

export interface ToolGroup {
  subject: string;
  label: string;
  tools: Tool[];
}

/** Tools by what they are about: entities as they are called, then the product's other parts, built-in tools, servers. */
export function grouped(tools: Tool[], text: string, nameOf: NameOf): ToolGroup[] {
  const wanted = text.trim().toLowerCase();
  const fits = (tool: Tool) => !wanted || `${tool.name.replaceAll("_", " ")} ${tool.name} ${tool.description} ${nameOf(tool.subject) ?? ""}`.toLowerCase().includes(wanted);
  const groups = new Map<string, Tool[]>();
  for (const tool of tools) if (fits(tool)) groups.set(tool.subject, [...(groups.get(tool.subject) ?? []), tool]);
  const rank = (group: ToolGroup) => (nameOf(group.subject) ? 0 : group.subject === "tools" ? 1 : group.tools[0]?.source === "server" ? 2 : 3);
  return [...groups]
    .map(([subject, found]) => ({ subject, label: subject === "tools" ? "Built-in tools" : (nameOf(subject) ?? humanize(subject)), tools: found }))
    .toSorted((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label));
}

/** Whether a definition's words mean this tool: its name, a pattern, or all records. */
export function means(word: string, tool: Tool, isEntity: (subject: string) => boolean): boolean {
  const [group, effect] = word.split(":");
  if (group === "records" && effect) return tool.source === "api" && isEntity(tool.subject) && tool.effect === effect;
  return new RegExp(`^${word.split("*").map((part) => part.replaceAll(/[^\w-]/g, "\\$&")).join(".*")}$`).test(tool.name);
}

/** "Create invoice" of `create_invoice`, "forecast" of `weather__forecast`. */
export function toolLabel(name: string): string {
  return humanize(name.includes("__") ? name.slice(name.indexOf("__") + 2) : name);
}

/** What an agent begins with. */
export const blank: Definition = {
  label: "",
  role: "",
  expertise: [],
  suggestions: [],
  prompt: "",
  tools: ["records:read"],
  tier: "standard",
  limits: { steps: 8, seconds: 120, output_tokens: 8000, calls: 24, cost: "1.00", daily_cost: null, depth: 3, result_chars: 12_000 },
  policies: [],
  roles: [],
  colleagues: [],
};

/** A name for addresses and logs from what people call it. */
export function nameOfLabel(label: string): string {
  const plain = label.normalize("NFKD").replaceAll(/[̀-ͯ]/g, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^[^a-z]+|_+$/g, "").slice(0, 40);
}

export const labels: Record<string, string> = {
  label: "Name", role: "Who it is", expertise: "What it knows", suggestions: "Questions to begin with", prompt: "Instructions", tools: "Tools", tier: "Model", limits: "Limits", policies: "Rules",
  roles: "Who may use it", colleagues: "Colleagues",
};
