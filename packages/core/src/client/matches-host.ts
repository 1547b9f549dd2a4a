interface Location {
  readonly host: string;
  readonly path: string;
}

/** Host and path of a URL as Python's `urlparse` finds them, the path without its closing slashes. */
function locate(url: string): Location {
  const rest = url.includes("://") ? url.slice(url.indexOf("://") + 3) : url;
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const path = end === -1 ? "" : (rest.slice(end).split(/[?#;]/, 1)[0] ?? "");
  const address = authority.slice(authority.lastIndexOf("@") + 1);
  const host = address.startsWith("[") ? address.slice(1).split("]", 1)[0] : address.split(":", 1)[0];
  return { host: (host ?? "").toLowerCase(), path: path.replace(/\/+$/, "") };
}

/** The host of a URL, in lower case; empty if it has none. */
export function hostOf(url: string): string {
  return locate(url).host;
}

/** Whether a base URL lies at or beneath a known one: same host, and its path on a segment's boundary. */
export function matchesHost(base: string, known: string): boolean {
  const wanted = locate(known);
  const given = locate(base);
  if (wanted.host === "" || wanted.host !== given.host) return false;
  return wanted.path === "" || given.path === wanted.path || given.path.startsWith(`${wanted.path}/`);
}
