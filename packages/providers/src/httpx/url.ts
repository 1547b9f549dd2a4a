/** What is written as it stands: most URLs are, and reading them apart takes six times as long. */
const PLAIN = /^https?:\/\/[a-z0-9.-]+(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/;
const PARTS = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/;
const PORTS: Readonly<Record<string, string>> = { http: ":80", https: ":443" };
const IN_PATH = /%[0-9A-Fa-f]{2}|[^!$-;=@-_a-z|~]/gu;
const IN_QUERY = /%[0-9A-Fa-f]{2}|[^!$-;=?-~]/gu;

function escaped(char: string): string {
  if (char.length > 2) return char;
  return Array.from(
    new TextEncoder().encode(char),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

function withoutDots(path: string): string {
  if (!path.includes("/.")) return path;
  const kept: string[] = [];
  for (const part of path.split("/").filter((it) => it !== ".")) {
    if (part !== "..") kept.push(part);
    else if (kept.length > 1 || (kept.length === 1 && kept[0] !== "")) kept.pop();
  }
  return kept.join("/");
}

/** A URL as httpx writes it: scheme and host in lower case, no default port, dots resolved, the rest percent-encoded. */
export function httpxUrl(url: string): string {
  if (PLAIN.test(url)) return url;
  const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = PARTS.exec(url) ?? [];
  if (scheme === "") return url;
  const lower = scheme.toLowerCase();
  const port = PORTS[lower];
  const at = authority.lastIndexOf("@") + 1;
  const host = authority.slice(at).toLowerCase();
  const place = port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host;
  const rest = withoutDots(path).replace(IN_PATH, escaped);
  return `${lower}://${authority.slice(0, at)}${place}${rest}${query.replace(IN_QUERY, escaped)}${fragment}`;
}
