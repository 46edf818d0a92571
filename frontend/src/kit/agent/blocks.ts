/** Cuts Markdown that is still being written into parts that will not change any more, and the part that will. */

const fence = /^ {0,3}(`{3,}|~{3,})/;
/** A line that can only begin something new: it goes on with no list, table or quote of the lines before. */
const fresh = /^(?![ \t]|[-*+>|]|\d+[.)]|\[\^)/;

/** Parts at blank lines outside code; drawn one by one they look like the whole. Only the last part may still grow. */
export function stableBlocks(text: string): string[] {
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
