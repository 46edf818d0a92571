/** Cuts Markdown that is still being written into parts that will not change any more, and the part that will. */

const fence = /^ {0,3}(`{3,}|~{3,})/;
/** A line that can only begin something new: it goes on with no list, table or quote of the lines before. */
const fresh = /^(?![ \t]|[-*+>|]|\d+[.)]|\[\^)/;

const definition = /^ {0,3}\[[^\]]+\]:/m;

/** Parts at blank lines outside code; drawn one by one they look like the whole. Only the last part may still grow. */
export function stableBlocks(text: string): string[] {
  if (definition.test(text)) return [text]; // a link that is defined elsewhere: its parts need one another
  const blocks: string[] = [];
  let open: string | null = null;
  let current: string[] = [];
  let blank = false;
  for (const line of text.split("\n")) {
    const mark = fence.exec(line)?.[1];
    if (blank && open === null && fresh.test(line) && line !== "") {
      blocks.push(current.join("\n"));
      current = [];
    }
    if (mark && open === null) open = mark;
    else if (mark && open !== null && mark.startsWith(open)) open = null;
    current.push(line);
    blank = line.trim() === "";
  }
  blocks.push(current.join("\n"));
  return blocks;
}

/** Code at the end of a part whose fence is not closed yet, and what stands before it. */
export function openFence(block: string): { before: string; language: string; code: string } | null {
  const lines = block.split("\n");
  let open = -1;
  let mark = "";
  lines.forEach((line, at) => {
    const found = fence.exec(line)?.[1];
    if (found && open < 0) [open, mark] = [at, found];
    else if (found && line.trim().startsWith(mark)) open = -1;
  });
  if (open < 0) return null;
  return { before: lines.slice(0, open).join("\n").trim(), language: (lines[open] ?? "").trim().slice(mark.length).trim(), code: lines.slice(open + 1).join("\n") };
}
