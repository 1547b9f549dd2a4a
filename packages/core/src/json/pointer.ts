/** The JSON pointer of a member or an element below another pointer (RFC 6901); `""` is the whole document. */
export function child(pointer: string, key: string | number): string {
  return `${pointer}/${escapeToken(String(key))}`;
}

/** The JSON pointer of a path from the root. */
export function pointer(path: readonly (string | number)[]): string {
  return path.reduce<string>(child, "");
}

/** One reference token of a JSON pointer: `~` and `/` escaped. */
export function escapeToken(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}
