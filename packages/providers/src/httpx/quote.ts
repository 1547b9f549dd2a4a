const UNRESERVED = /^[A-Za-z0-9_.~-]$/;

function escaped(char: string): string {
  const bytes = new TextEncoder().encode(char);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** A text as a part of a query, as httpx writes parameters. */
export function quotePlus(text: string): string {
  return quote(text).replaceAll("%20", "+");
}

/** A text percent-encoded as Python's `urllib.parse.quote` does it, but for the characters named safe. */
export function quote(text: string, safe = ""): string {
  return Array.from(text, (char) => (UNRESERVED.test(char) || safe.includes(char) ? char : escaped(char))).join("");
}
