import { piecesOf } from "./highlight";

/** A text with the words that were searched for marked in it. */
export function Highlight({ text, q }: { text: string; q: string }) {
  if (!q) return text;
  return piecesOf(text, q).map((piece, index) =>
    piece.hit ? (
      <mark key={index} className="rounded-xs bg-warning-soft text-inherit">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
