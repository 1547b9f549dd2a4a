const UNRESERVED = /^[A-Za-z0-9_.~-]$/;

function escaped(char: string): string {
  const bytes = new TextEncoder().encode(char);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

function quotePlus(text: string): string {
  return quote(text).replaceAll("%20", "+");
}

/** Parameters as a query, as httpx writes them: with its question mark, nothing for none. */
export function queryOf(parameters: readonly (readonly [name: string, value: string])[]): string {
  const written = parameters.map(([name, value]) => `${quotePlus(name)}=${quotePlus(value)}`);
  return written.length === 0 ? "" : `?${written.join("&")}`;
}

/** A text percent-encoded as Python's `urllib.parse.quote` does it, but for the characters named safe. */
export function quote(text: string, safe = ""): string {
  return Array.from(text, (char) => (UNRESERVED.test(char) || safe.includes(char) ? char : escaped(char))).join("");
}
