/** A text by itself, for one that is kept: the engine keeps all of a text that a piece was cut out of. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
