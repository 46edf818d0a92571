/** Amounts as people type them. */

/**
 * "1,234.50", "1.234,50", "1 234,5" and "$ 1234" as the decimal string the API takes ("1234.50"), exactly; null when it is no number.
 * A single separator with exactly three digits behind it divides thousands.
 */
export function parseAmount(text: string): string | null {
  const bare = text.replaceAll(/[\s'’\p{Sc}]/gu, "");
  const separators = bare.match(/[.,]/g) ?? [];
  const last = separators.at(-1);
  if (!last) return decimal(bare);
  const behind = bare.length - bare.lastIndexOf(last) - 1;
  const single = new Set(separators).size === 1;
  const thousands = single && (separators.length > 1 || (behind === 3 && last === ","));
  if (thousands) return decimal(bare.replaceAll(last, ""));
  return decimal(bare.replaceAll(last === "," ? "." : ",", "").replace(last, "."));
}

function decimal(text: string): string | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? text.replace(/^\+/, "") : null;
}
