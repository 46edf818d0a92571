/** Columns of figures in a Markdown table stand at the right, head and all, also where the text that was written does not say so. */
import type { Node } from "./hast";

/** A number with a sign, a currency or a short unit; a date or a time is none. */
const figure = /^[+\u2212-]?\s?\p{Sc}?\s?\d[\d.,'\u00a0\u202f]*\s?(?:%|\p{Sc}|\p{L}{1,3})?$/u;
/** Where a figure is missing. */
const blank = /^[-–—]?$/;

/** A rehype plugin. */
export function figureColumns() {
  return (tree: Node) => tree.children?.forEach((node) => node.tagName === "table" && align(node));
}

function align(table: Node): void {
  const [head, ...body] = ["thead", "tbody"].flatMap((part) => elements(table, part)).flatMap((part) => elements(part, "tr")).map((row) => elements(row));
  head?.forEach((cell, column) => {
    const cells = body.flatMap((row) => row[column] ?? []);
    const texts = cells.map((one) => textOf(one).trim()).filter((text) => !blank.test(text));
    if (cell.properties?.align || texts.length === 0 || !texts.every((text) => figure.test(text))) return;
    for (const one of [cell, ...cells]) one.properties = { ...one.properties, align: "right" };
  });
}

const elements = (node: Node, name?: string) => (node.children ?? []).filter((child) => child.type === "element" && (name === undefined || child.tagName === name));

const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join("");
