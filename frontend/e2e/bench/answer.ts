/** A long answer of the kinds that cost most to draw: prose, lists, code, one long table. */

const prose =
  "The invoices of **Ernst Handel** grew over the year, and most of them were paid within the terms that were agreed in spring. A few were late: [the list](/invoices?status=overdue) shows them by date, and `due_on` says when each was due. ";
const points = ["The open amount fell by a *fifth*.", "`status` says overdue for two of them.", "Nobody has written a reminder yet."].map((point) => `- ${point}`).join("\n");
const code = ["```python", ...Array.from({ length: 30 }, (_, at) => `def total_${at}(invoices):\n    return sum(one.total for one in invoices if one.month == ${at})\n`), "```"].join("\n");
const rows = Array.from({ length: 40 }, (_, at) => `| R-${1000 + at} | Ernst Handel | 2026-03-${String((at % 28) + 1).padStart(2, "0")} | ${1000 + at * 37}.50 EUR | **late** |`);
const table = ["| Number | Customer | Due | Total | State |", "|---|---|---|--:|---|", ...rows].join("\n");

/** About 2,000 tokens. */
export const answer = [1, 2].map((part) => [`## Part ${part}`, prose.repeat(2), points, prose.repeat(2), part === 1 ? code : table, prose].join("\n\n")).join("\n\n");

/** Pieces as a model sends them: four letters are about a token. */
export const tokens = answer.match(/[\s\S]{1,4}/g) ?? [];
