/** Words that stand out in a Markdown text, such as the people it mentions. */
import type { Node } from "./hast";

const style = "rounded-sm bg-accent-soft px-0.5 font-medium text-accent-text";

/** A rehype plugin: each of these texts gets a look of its own, wherever it stands outside of code. */
export function marking(words: string[]) {
  const longest = words.toSorted((a, b) => b.length - a.length).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(`(${longest.join("|")})`);
  return () => (tree: Node) => mark(tree, pattern);
}

function mark(node: Node, pattern: RegExp): void {
  if (node.tagName === "code") return;
  node.children = node.children?.flatMap((child) => {
    if (child.type !== "text") {
      mark(child, pattern);
      return [child];
    }
    const parts = (child.value ?? "").split(pattern);
    return parts.map((part, index): Node => {
      const text = { type: "text", value: part };
      return index % 2 === 1 ? { type: "element", tagName: "span", properties: { className: style }, children: [text] } : text;
    });
  });
}
