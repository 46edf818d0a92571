/** Where the words of a search begin in a text, as the search itself finds them: any case, with or without accents, from the beginning of a word. */

const folded = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

export interface Piece {
  text: string;
  hit: boolean;
}

/** The text in pieces, of which some are hits. */
export function piecesOf(text: string, q: string): Piece[] {
  const words = folded(q).match(/[\p{L}\p{N}_]+/gu) ?? [];
  if (words.length === 0) return [{ text, hit: false }];
  const pieces: Piece[] = [];
  let plain = "";
  for (const part of text.match(/[\p{L}\p{N}\p{M}_]+|[^\p{L}\p{N}\p{M}_]+/gu) ?? []) {
    const length = hitLength(part, words);
    if (length === 0) {
      plain += part;
      continue;
    }
    if (plain) pieces.push({ text: plain, hit: false });
    pieces.push({ text: part.slice(0, length), hit: true });
    plain = part.slice(length);
  }
  return plain ? [...pieces, { text: plain, hit: false }] : pieces;
}

/** How many characters of a word the longest of the searched words covers. */
function hitLength(part: string, words: string[]): number {
  const plain = folded(part);
  const longest = Math.max(0, ...words.filter((word) => plain.startsWith(word)).map((word) => word.length));
  let length = 0;
  while (length < part.length && folded(part.slice(0, length)).length < longest) length += 1;
  return length;
}
