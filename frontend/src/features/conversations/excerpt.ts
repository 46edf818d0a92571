/** The words of a stretch of Markdown without its signs, on one line. Blanks at its ends stay: they part it from its neighbours. */
export function excerpt(text: string): string {
  return text.replaceAll(/[*#`|>]+|:?-{3,}:?/g, " ").replaceAll(/\s+/g, " ");
}
