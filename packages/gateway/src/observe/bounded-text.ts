/** A text that a caller or a provider chose, no longer than this. */
export function bounded(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
