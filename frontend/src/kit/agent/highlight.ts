/**
 * Colours for code: a chunk of its own, which is asked for when a finished block of code is seen. Each language is one more small chunk.
 * What a piece is called comes from highlight.js (https://highlightjs.readthedocs.io/en/stable/css-classes-reference.html).
 */
import type { LanguageFn } from "highlight.js";
import { createLowlight } from "lowlight";

/** A piece of code and its colour; empty for the colour of the text around it. */
export interface Piece {
  text: string;
  color: string;
}

const languages: Record<string, () => Promise<{ default: LanguageFn }>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  go: () => import("highlight.js/lib/languages/go"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  python: () => import("highlight.js/lib/languages/python"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  sql: () => import("highlight.js/lib/languages/sql"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

/** Other names people and models write behind the fence. */
const aliases: Record<string, string> = {
  "c++": "cpp", "c#": "csharp", cs: "csharp", docker: "dockerfile", golang: "go", h: "c", html: "xml", js: "javascript", jsonc: "json", jsx: "javascript",
  kt: "kotlin", md: "markdown", mjs: "javascript", patch: "diff", pgsql: "sql", postgresql: "sql", py: "python", python3: "python", rb: "ruby", rs: "rust",
  sh: "bash", shell: "bash", svg: "xml", toml: "ini", ts: "typescript", tsx: "typescript", vue: "xml", yml: "yaml", zsh: "bash",
}; // prettier-ignore

/** Languages that stand inside of others. */
const inside: Record<string, string[]> = { xml: ["css", "javascript"], markdown: ["xml"], php: ["xml"] };

const colors: Record<string, string> = {
  ...named("text-accent-text", "keyword", "selector-tag", "name", "section", "doctag"),
  ...named("text-success-text", "string", "regexp", "char", "link", "addition"),
  ...named("text-warning-text", "number", "literal", "symbol", "bullet", "variable", "template-variable"),
  ...named("text-info-text", "title", "built_in", "type", "attr", "attribute", "property", "selector-class", "selector-id", "selector-attr", "selector-pseudo"),
  ...named("text-danger-text", "deletion"),
  ...named("text-ink-3", "comment", "quote", "meta"),
  ...named("text-ink", "subst"),
};

function named(color: string, ...kinds: string[]): Record<string, string> {
  return Object.fromEntries(kinds.map((kind) => [`hljs-${kind}`, color]));
}

const lowlight = createLowlight();

/** More than this is shown plainly: to read it would hold the page up. */
const longest = 50_000;

/** The pieces of a code, which put together are the code; null for a language that is not known. Fails when its chunk cannot be loaded. */
export async function highlight(language: string, code: string): Promise<Piece[] | null> {
  const asked = language.toLowerCase();
  const name = aliases[asked] ?? asked;
  if (!Object.hasOwn(languages, name) || code.length > longest) return null;
  await Promise.all([name, ...(inside[name] ?? [])].map(learn));
  return flat(lowlight.highlight(name, code).children, "");
}

async function learn(name: string): Promise<void> {
  const load = languages[name];
  if (load && !lowlight.registered(name)) lowlight.register(name, (await load()).default);
}

type Nodes = ReturnType<typeof lowlight.highlight>["children"];

function flat(nodes: Nodes, color: string): Piece[] {
  return nodes.flatMap((node) => {
    if (node.type === "text") return [{ text: node.value, color }];
    if (node.type !== "element") return [];
    const kinds = node.properties.className;
    const own = Array.isArray(kinds) ? kinds.map((kind) => colors[String(kind)]).find(Boolean) : undefined;
    return flat(node.children as Nodes, own ?? color);
  });
}
