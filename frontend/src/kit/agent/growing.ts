/**
 * The last part of a Markdown text that is still being written, as it can be shown already: a sign whose partner has not come
 * yet is taken for what it will most likely be, so that nothing on screen changes its look when the rest comes.
 */

/** A line that is nothing yet: a bullet, a number, a heading or a fence without its words, a line under a heading. */
const bare = /^\s*(?:[-+*>]|\d+[.)]?|#{1,6}|-+|=+|`{1,2}|~{1,2})\s*$/;
/** Above so many letters a part is drawn by whole lines or sentences: to parse it for every word would take too long. */
const large = 3_000;

/** What of it is shown; the text itself is not changed. */
export function shownOf(block: string): string {
  const cut = block.lastIndexOf("\n") + 1;
  const [before, line] = [block.slice(0, cut), block.slice(cut)];
  if (line.startsWith("|") || (before.endsWith("|\n") && line === "")) return before.trimEnd() === "" ? "" : wholeRows(before);
  if (bare.test(line)) return before;
  if (block.length > large) return before + line.slice(0, line.search(/[.!?]\s\S*[^.!?]*$/) + 1);
  return before + closed(line);
}

/** A table needs the line under its head before it is one. */
function wholeRows(text: string): string {
  const lines = text.trimEnd().split("\n");
  const begin = lines.findLastIndex((one) => !one.startsWith("|")) + 1;
  const table = lines.length - begin;
  return table === 1 ? lines.slice(0, begin).join("\n") : text;
}

function closed(line: string): string {
  const outside = line.replaceAll(/`[^`]*`/g, (code) => "x".repeat(code.length));
  const tick = outside.lastIndexOf("`");
  if (tick >= 0) return tick === line.length - 1 ? line.slice(0, tick) : `${line}\``;
  const link = /!?\[([^\]]*)(?:\]\([^)]*)?$/.exec(outside);
  return emphasised(link ? line.slice(0, link.index) + line.slice(link.index + link[0].indexOf("[") + 1).replace(/\]\([^)]*$/, "") : line);
}

function emphasised(line: string): string {
  const text = line.replace(/(?<=\S)\s+$/, "");
  const bold = text.split("**").length % 2 === 0;
  if (bold) return text.endsWith("**") ? text.slice(0, -2) : `${text.replace(/\*$/, "")}**`;
  if (/(?:^|[\s(])\*[^\s*][^*]*$/.test(text)) return `${text}*`;
  return /(?:^|[\s(])\*$/.test(text) ? text.slice(0, -1) : line;
}
