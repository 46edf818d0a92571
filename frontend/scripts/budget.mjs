/**
 * Checks the weight of the built application (gzipped JavaScript) against its budgets; run after `npm run build`.
 * Prints one line per budget and ends with 1 when one is broken. `node scripts/budget.mjs [dist folder]`
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = process.argv[2] ?? "dist";
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const sizes = new Map();

function weight(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(dist, file))).length / 1000);
  return sizes.get(file);
}

/** Files that are loaded before any of these modules runs. */
function filesOf(keys) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  keys.forEach(visit);
  return new Set([...seen].map((key) => manifest[key].file));
}

const total = (files) => [...files].reduce((sum, file) => sum + weight(file), 0);
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const inside = "src/kit/layout/router.tsx";
const budgets = [["sign-in, first load", 120, total(filesOf([entry, "src/features/auth/pages/SignInPage.tsx"]))]];
const list = "src/kit/entity/list/ListPage.tsx";
budgets.push(["list, first load", 200, total(filesOf([entry, inside, list]))]);

/** The drawing library of the charts is one chunk, loaded after the figures are on screen. */
const allowances = { "src/kit/charts/plot.tsx": 118 };
const shell = filesOf([entry, inside]);
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || key === inside) continue;
  const own = [...filesOf([key])].filter((file) => !shell.has(file));
  budgets.push([key, allowances[key] ?? 100, total(own)]);
}

let broken = 0;
for (const [name, allowed, found] of budgets.toSorted((a, b) => b[2] - a[2])) {
  const over = found > allowed;
  broken += over ? 1 : 0;
  console.log(`${over ? "OVER " : "ok   "} ${found.toFixed(1).padStart(6)} of ${allowed} kB  ${name}`);
}
process.exit(broken ? 1 : 0);
