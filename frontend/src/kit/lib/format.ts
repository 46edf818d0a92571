/** Locale-aware figures, money, dates and times. Everything a person reads as a figure goes through here. */

/** Money as the API sends it: a decimal string, never a float (see docs: Conventions). */
export interface Money {
  amount: string;
  currency: string;
}

let locale: string | undefined;
let timeZone: string | undefined;

/** Sets the person's locale and time zone (from `/auth/me`); undefined means the browser's own. */
export function setFormatting(settings: { locale?: string | null; timeZone?: string | null }): void {
  locale = settings.locale ?? undefined;
  timeZone = settings.timeZone ?? undefined;
}

/** The person's time zone; undefined while it is the browser's own. */
export function personZone(): string | undefined {
  return timeZone;
}

/** The person's locale; undefined means the browser's own. */
export function currentLocale(): string | undefined {
  return locale;
}

const cache = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale ?? ""}${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) cache.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

/** A number or decimal string in the person's locale. Decimal strings keep every digit: Intl formats them exactly. */
export function formatNumber(value: number | string, options: Intl.NumberFormatOptions = {}): string {
  return numberFormat(options).format(value as Intl.StringNumericLiteral);
}

/** "12.5%" for "12.5". */
export function formatPercent(value: number | string): string {
  return formatNumber(value, { style: "unit", unit: "percent", unitDisplay: "narrow", maximumFractionDigits: 20 });
}

/** Money with its currency sign and the currency's own number of decimals; exact for any length of amount. */
export function formatMoney(money: Money): string {
  try {
    return numberFormat({ style: "currency", currency: money.currency }).format(money.amount as Intl.StringNumericLiteral);
  } catch {
    return `${money.amount} ${money.currency}`; // a code Intl does not accept is shown as it is
  }
}

/** What a model took, with as many decimals as it needs to be more than nothing: $12.30, $0.0042. Costs of models are in US dollars. */
export function formatCost(amount: string | number, currency = "USD"): string {
  const value = Number(amount);
  const small = value !== 0 && Math.abs(value) < 0.01;
  const digits = small ? { maximumSignificantDigits: 3, minimumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return formatNumber(value, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits });
}

/** Costs under one another: all with the same decimals, so that they can be compared at a glance; never 0 for what cost something. */
export function formatCostIn(digits: number, amount: string | number, currency = "USD"): string {
  const value = Number(amount);
  const least = 10 ** -digits;
  const written = (shown: number) => formatNumber(shown, { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits });
  return value > 0 && value < least / 2 ? `< ${written(least)}` : written(value);
}

/** 1,234,567 as 1.2M: for axes and tight places. */
export function formatCompact(value: number | string): string {
  return formatNumber(value, { notation: "compact", maximumFractionDigits: 1 });
}

/** A calendar date (`2026-11-20`, no zone) in the person's locale; never shifted by a time zone. */
export function formatDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number) as [number, number, number];
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
}

/** A moment in full, in the person's time zone. */
export function formatDateTime(moment: string | number | Date): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(moment));
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 minutes ago", "yesterday", "in 2 hours"; under a minute it is "now". In the language of the screens: these are words, not figures. */
export function formatRelative(moment: string | number | Date, now: number = Date.now()): string {
  const seconds = (new Date(moment).getTime() - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(0, "second");
}

/** "1.4 MB" for a size in bytes. */
export function formatBytes(bytes: number): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = Math.min(steps.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  return formatNumber(bytes / 1000 ** step, { style: "unit", unit: steps[step], unitDisplay: "short", maximumFractionDigits: 1 });
}

/** "in_progress" and "created_at" as words: "In progress", "Created at". */
export function humanize(name: string): string {
  const words = name.replaceAll(/[_.-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
