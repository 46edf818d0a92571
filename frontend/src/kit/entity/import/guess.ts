/** Which column of a file is which field, guessed from names: the person only corrects. */
import type { EntityMeta } from "../meta";
import type { Target } from "./targets";

/** Column → path of a target; "" for a column that is not imported. */
export type Mapping = Record<string, string>;

/** Words that stand for others in the headings of everyday files. */
const everyday: Record<string, string> = {
  required: "due", deadline: "due", payable: "due", mail: "email", telephone: "phone", tel: "phone", mobile: "phone", zip: "postal", postcode: "postal",
  street: "address", town: "city", state: "region", province: "region", no: "number", nr: "number", num: "number", amt: "amount",
};
const idWords = new Set(["id", "key", "code", "number", "ref", "reference"]);
/** Words that say nothing of their own: `issued_on` is "issued", `order_date` is "order". */
const idle = new Set(["on", "at", "date", "of", "the"]);

/** The words of a heading: "CustomerID", "customer_id" and "Customer Id" are the same. */
export function wordsOf(name: string): string[] {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "");
  const parts = plain.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/);
  return parts.filter(Boolean).map((word) => everyday[word] ?? word);
}

/** The best target for each column; no target is given twice, the surest guess comes first. */
export function guessMapping(entity: EntityMeta, targets: Target[], columns: string[]): Mapping {
  const own = ownWords(entity, targets, columns);
  const guesses = columns.flatMap((column) => targets.map((target) => ({ column, path: target.path, score: scoreOf(entity, own, column, target) })));
  const mapping: Mapping = Object.fromEntries(columns.map((column) => [column, ""]));
  const taken = new Set<string>();
  for (const { column, path, score } of guesses.toSorted((a, b) => b.score - a.score)) {
    const field = path.split(".")[0] ?? "";
    const key = path.endsWith(".currency") || path.endsWith(".amount") ? path : field;
    if (score === 0 || mapping[column] || taken.has(key)) continue;
    mapping[column] = path;
    taken.add(key);
  }
  return mapping;
}

/** What the file calls the records themselves: their entity's names, and `order` in a file of invoices that begins with `order_id`. */
function ownWords(entity: EntityMeta, targets: Target[], columns: string[]): Set<string> {
  const own = new Set([entity.name, entity.singular, ...entity.synonyms].flatMap(wordsOf));
  const relations = new Set(targets.filter((target) => target.field.kind === "ref").flatMap((target) => wordsOf(target.field.name)));
  const [stem, last] = wordsOf(columns[0] ?? "");
  if (stem && last && idWords.has(last) && !relations.has(stem)) own.add(stem);
  return own;
}

function scoreOf(entity: EntityMeta, own: Set<string>, column: string, target: Target): number {
  const words = wordsOf(column);
  const rest = words.filter((word) => !own.has(word));
  const { field, path } = target;
  const part = path.slice(field.name.length + 1);
  if (field.kind === "ref") return part ? relationScore(words, field.name, part) : 0;
  if (part === "currency") return words.includes("currency") ? 90 : 0;
  const names = [field.name, field.label, ...field.synonyms].map((name) => wordsOf(name).join(" "));
  if (names.includes(words.join(" "))) return 100;
  if (field.unique && isOwnId(entity, own, words)) return 90;
  if (rest.length > 0 && names.includes(rest.join(" "))) return 85;
  return sameMeaning(rest.length > 0 ? rest : words, names) ? 70 : 0;
}

/** `customer_id`, `customer_code` and `customer` name the customer by its unique field. */
function relationScore(words: string[], field: string, part: string): number {
  const relation = wordsOf(field).join(" ");
  if (words.join(" ") === `${relation} ${part}`) return 100;
  if (words.join(" ") === relation) return 90;
  return words.length > 1 && words.slice(0, -1).join(" ") === relation && idWords.has(words.at(-1) ?? "") ? 95 : 0;
}

function isOwnId(entity: EntityMeta, own: Set<string>, words: string[]): boolean {
  const last = words.at(-1) ?? "";
  if (!idWords.has(last)) return false;
  return words.length === 1 || words.slice(0, -1).every((word) => own.has(word) || word === entity.singular);
}

/** Every telling word of the column is a word of the field's names. */
function sameMeaning(words: string[], names: string[]): boolean {
  const telling = words.filter((word) => !idle.has(word));
  const known = new Set(names.flatMap((name) => name.split(" ")));
  return telling.length > 0 && telling.every((word) => known.has(word));
}
