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

export const kindLabel = (kind: string) => kinds.find(({ value }) => value === kind)?.label ?? kind;

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

/** A cost with as many decimals as it needs to be more than nothing: $12.30, $0.0042. */
export function costText(value: string | number, currency = "USD"): string {
  const amount = Number(value);
  const small = amount !== 0 && Math.abs(amount) < 0.01;
  const digits = small ? { maximumSignificantDigits: 3, minimumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return formatNumber(amount, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits });
}

/** A duration of milliseconds as people read it. */
export function millisecondsText(value: number | null): string {
  if (value === null) return "–";
  return value < 1_000 ? `${value} ms` : `${formatNumber(value / 1_000, { maximumFractionDigits: 1 })} s`;
}

/** The last so many days up to today, as ISO dates of this device's calendar. */
export function lastDays(days: number, today = new Date()): { since: string; until: string } {
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1);
  return { since: isoDate(first), until: isoDate(today) };
}

/** Every day of a period, first to last. */
export function daysOf(since: string, until: string): string[] {
  const days: string[] = [];
  for (let at = new Date(`${since}T12:00:00`); isoDate(at) <= until && days.length < 400; at.setDate(at.getDate() + 1)) days.push(isoDate(at));
  return days;
}

const isoDate = (date: Date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
