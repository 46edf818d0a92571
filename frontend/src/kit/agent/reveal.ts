/**
 * Lets out text evenly that comes in pieces. A server sends words a few times a second; shown as they come they would jerk.
 * Pure: it only counts letters and milliseconds.
 */

/** How long a letter may wait after it has come, in milliseconds. */
export const mostLag = 130;

export class Reveal {
  #shown: number;
  #pieces: { end: number; due: number }[] = [];
  #drawn = 0;

  /** What is there already when one begins to look is shown at once. */
  constructor(there: number) {
    this.#shown = there;
  }

  /** The text is so long now. The first words are never held back. */
  arrived(length: number, now: number): void {
    const last = this.#pieces.at(-1);
    if (length <= (last?.end ?? this.#shown)) return;
    if (this.#shown === 0 && !last) this.#shown = length;
    else if (!last) this.#drawn = now; // it was all shown: the time before does not count
    if (this.#shown < length) this.#pieces.push({ end: length, due: now + mostLag });
  }

  /** How much is shown now: fast enough that each piece is whole when it is due. */
  at(now: number): number {
    const passed = Math.max(0, now - this.#drawn);
    const wanted = this.#pieces.map(({ end, due }) => (due <= now ? end : this.#shown + ((end - this.#shown) * passed) / (due - this.#drawn)));
    this.#shown = Math.ceil(Math.max(this.#shown, ...wanted));
    this.#drawn = now;
    this.#pieces = this.#pieces.filter((piece) => piece.end > this.#shown);
    return this.#shown;
  }
}

/** The beginning of a text, `count` long; a letter that takes two places is not cut. */
export function beginningOf(text: string, count: number): string {
  const code = text.charCodeAt(count - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? count + 1 : count);
}
