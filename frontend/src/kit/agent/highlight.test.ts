import { expect, test } from "vitest";
import { highlight } from "./highlight";

const samples: [string, string][] = [
  ["ts", 'const total: number = 12; // cents\nfunction sum(a = "x") { return `${a}<b>`; }'],
  ["tsx", 'export const Row = () => <td className="a">{x && "y"}</td>;'],
  ["python", 'def total(rows: list[int]) -> int:\n    """All of them."""\n    return sum(rows)  # ü'],
  ["json", '{"name": "Ernst", "open": true, "total": 1e3}'],
  ["sql", "SELECT name, count(*) FROM invoices WHERE status = 'overdue' -- open"],
  ["sh", 'for f in *.csv; do echo "$f" | wc -l; done # all'],
  ["yml", "agents:\n  - name: clerk # one\n    steps: 4"],
  ["html", '<p class="a">&amp; <script>let x = 1;</script><style>p { color: red }</style></p>'],
  ["css", ".row:hover { color: var(--ink); }"],
  ["md", "# Title\n\n- **bold** [link](/a)"],
  ["diff", "@@ -1 +1 @@\n-old\n+new"],
  ["rust", 'fn main() { println!("{}", 1u8); }'],
  ["go", "func main() { fmt.Println(`a`) }"],
  ["java", "@Override public int size() { return 1; }"],
  ["C++", "std::vector<int> rows{1, 2};"],
];

test.each(samples)("%s is coloured and not a letter of it is lost", async (language, code) => {
  const pieces = await highlight(language, code);
  expect(pieces?.map((piece) => piece.text).join("")).toBe(code);
  expect(new Set(pieces?.map((piece) => piece.color)).size).toBeGreaterThan(1);
});

test("words have the colour of what they are", async () => {
  const pieces = (await highlight("py", "def total():\n    return 'x'  # note")) ?? [];
  const colorOf = (text: string) => pieces.find((piece) => piece.text.includes(text))?.color;
  expect(["def", "total", "'x'", "# note"].map(colorOf)).toEqual(["text-accent-text", "text-info-text", "text-success-text", "text-ink-3"]);
});

test("a language nobody taught it, one with the name of a built-in, and very long code stay as they are", async () => {
  for (const [language, code] of [["klingon", "nuqneH"], ["constructor", "x"], ["json", `"${"x".repeat(60_000)}"`]] as const) expect(await highlight(language, code)).toBeNull();
});
