/** The rules of the tree: kit never imports features, features never import each other, files stay short, no address is built in. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => `src/${file.replaceAll("\\", "/")}`)
  .filter((file) => /\.tsx?$/.test(file) && !file.includes("/generated/"));
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

/** What a source imports from the application, as paths below src: `kit/ui/button`, `features/auth/api`. */
function importsOf(file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  const folder = file.split("/").slice(1, -1);
  return found.flatMap((name) => {
    if (name.startsWith("@/")) return [name.slice(2)];
    if (!name.startsWith(".")) return [];
    const path = [...folder];
    for (const part of name.split("/")) {
      if (part === "..") path.pop();
      else if (part !== ".") path.push(part);
    }
    return [path.join("/")];
  });
}

function violations(broken: (file: string, imported: string) => boolean, among: Map<string, string> = sources): string[] {
  return [...among].flatMap(([file, text]) => importsOf(file, text).filter((imported) => broken(file, imported)).map((imported) => `${file} imports ${imported}`));
}

const kitImportsFeature = (file: string, imported: string) => file.startsWith("src/kit/") && imported.startsWith("features/");
const featureImportsFeature = (file: string, imported: string) => {
  const own = /^src\/features\/([^/]+)\//.exec(file)?.[1];
  const other = /^features\/([^/]+)/.exec(imported)?.[1];
  return own !== undefined && other !== undefined && own !== other;
};

test("kit never imports a feature", () => expect(violations(kitImportsFeature)).toEqual([]));
test("features never import each other", () => expect(violations(featureImportsFeature)).toEqual([]));

test("the rules see a planted violation, by alias and by path", () => {
  const planted = new Map([
    ["src/kit/ui/x.tsx", 'import { a } from "@/features/auth/api";'],
    ["src/features/tasks/pages/P.tsx", 'const b = () => import("../../auth/pages/SignInPage");'],
  ]);
  expect(violations(kitImportsFeature, planted)).toHaveLength(1);
  expect(violations(featureImportsFeature, planted)).toHaveLength(1);
});

test("a component file has at most 250 lines", () => {
  const long = [...sources].map(([file, text]) => [file, text.split("\n").length] as const).filter(([file, lines]) => lines > (file.endsWith(".tsx") ? 250 : 400));
  expect(long).toEqual([]);
});

test("every feature folder has a descriptor", () => {
  const folders = new Set(files.flatMap((file) => /^src\/features\/([^/]+)\//.exec(file)?.[1] ?? []));
  expect([...folders].filter((folder) => !sources.has(`src/features/${folder}/index.ts`))).toEqual([]);
});

test("no source names another host", () => {
  const found = [...sources].filter(([file, text]) => !/\.test\.tsx?$/.test(file) && /["'`]https?:\/\/[a-z]/.test(text)).map(([file]) => file);
  expect(found).toEqual([]);
});
