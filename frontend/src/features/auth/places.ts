/** Choices for how dates and figures are shown. */
import type { Choice } from "@/kit/ui/select";

const names = new Intl.DisplayNames("en", { type: "language" });
const tags = ["de-DE", "en-GB", "en-US", "es-ES", "fr-FR", "it-IT", "ja-JP", "nl-NL", "pl-PL", "pt-BR", "sv-SE"];

export const languages: Choice[] = [{ value: "browser", label: "As this browser" }, ...tags.map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))];

/** Time zones whose name contains the text; spaces stand for underscores. */
export function findTimeZones(text: string): Promise<Choice[]> {
  const part = text.trim().toLowerCase().replaceAll(" ", "_");
  const found = Intl.supportedValuesOf("timeZone").filter((zone) => zone.toLowerCase().includes(part));
  return Promise.resolve(found.slice(0, 30).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })));
}
