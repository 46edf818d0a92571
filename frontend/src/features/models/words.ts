/** How kinds, states and costs of models are said. */
import { formatNumber } from "@/kit/lib/format";
import type { Tone } from "@/kit/ui/pill";
import type { Provider, TierModels } from "./api";

export const kinds: { value: Provider["kind"]; label: string }[] = [
  { value: "openai", label: "OpenAI" },
  { value: "anthropic", label: "Anthropic" },
  { value: "google", label: "Google" },
  { value: "ollama", label: "Ollama" },
  { value: "compatible", label: "OpenAI-compatible" },
];

/** Those that only an installation has. */
const built: Record<string, string> = { local: "Packaged model", offline: "Built-in planner", scripted: "Script (tests)" };

export const kindLabel = (kind: string) => kinds.find(({ value }) => value === kind)?.label ?? built[kind] ?? kind;

export const tiers: { value: keyof TierModels; label: string; help: string }[] = [
  { value: "standard", label: "Standard", help: "Everyday work." },
  { value: "small", label: "Small", help: "Quick and cheap: routing, titles." },
  { value: "large", label: "Large", help: "Hard questions and figures." },
];

/** The models in one line: the tiers that are named, the standard one first. */
export function modelsInWords(models: Record<string, string | undefined>): string {
  const named = tiers.filter(({ value }) => models[value]);
  if (named.length === 1) return models.standard ?? "";
  return named.map(({ value, label }) => `${label.toLowerCase()} ${models[value]}`).join(" · ");
}

/** What a provider's state means, and how loudly to say it. */
export function stateInWords(state: string, seconds: number): { label: string; tone: Tone } {
  switch (state) {
    case "ok":
      return { label: "Answers", tone: "success" };
    case "resting":
      return { label: `Resting for ${waitInWords(seconds)}`, tone: "warning" };
    case "failing":
      return { label: "Failing, passed over", tone: "danger" };
    case "refused":
      return { label: "Key refused", tone: "danger" };
    case "off":
      return { label: "Off", tone: "neutral" };
    default:
      return { label: "Not asked yet", tone: "neutral" };
  }
}

function waitInWords(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** A cost beside an axis: enough decimals that no two marks read the same, as far as the dearest goes. */
export function axisCost(dearest: number): (value: number) => string {
  const digits = dearest >= 100 ? 0 : dearest >= 1 ? 2 : dearest >= 0.01 ? 3 : 5;
  return (value) => formatNumber(value, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A duration of milliseconds as people read it. */
export function millisecondsText(value: number | null): string {
  if (value === null) return "–";
  return value < 1_000 ? `${value} ms` : `${formatNumber(value / 1_000, { maximumFractionDigits: 1 })} s`;
}
