import type { Endpoint } from "./endpoint.ts";

/** What a request's method and path come to. */
export type Routed =
  | {
      readonly routed: "endpoint";
      readonly endpoint: Endpoint;
      readonly route: string;
      readonly places: readonly string[];
    }
  | { readonly routed: "other method"; readonly allowed: readonly string[] }
  | { readonly routed: "nowhere" };

interface Pattern {
  readonly route: string;
  readonly endpoint: Endpoint;
  readonly test: RegExp;
}

const NO_PLACES: readonly string[] = [];

function patternOf(path: string): RegExp {
  const source = path
    .split(/(\{\w+(?::path)?\})/)
    .map((part) => {
      if (!part.startsWith("{")) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      return part.endsWith(":path}") ? "([^\\n]*)" : "([^/]+)";
    })
    .join("");
  return new RegExp(`^${source}$`);
}

/** Endpoints by method and path: fixed paths by one look-up, those with places after them. */
export function routes(endpoints: readonly Endpoint[]): (method: string, path: string) => Routed {
  const fixed = new Map<string, Map<string, Routed>>();
  const patterns: Pattern[] = [];
  for (const endpoint of endpoints)
    for (const path of endpoint.paths)
      if (path.includes("{")) patterns.push({ endpoint, route: path, test: patternOf(path) });
      else {
        const byMethod = fixed.get(path) ?? new Map<string, Routed>();
        byMethod.set(endpoint.method, { routed: "endpoint", endpoint, route: path, places: NO_PLACES });
        fixed.set(path, byMethod);
      }

  function byPattern(method: string, path: string): Routed {
    const found = patterns.filter(({ test }) => test.test(path));
    const match = found.find(({ endpoint }) => endpoint.method === method);
    if (match === undefined)
      return found.length === 0
        ? { routed: "nowhere" }
        : { routed: "other method", allowed: found.slice(0, 1).map(({ endpoint }) => endpoint.method) };
    const [, ...places] = match.test.exec(path) ?? [];
    return { routed: "endpoint", endpoint: match.endpoint, route: match.route, places };
  }

  return (method, path) => {
    const byMethod = fixed.get(path);
    const known = byMethod?.get(method);
    if (known !== undefined) return known;
    const matched = byPattern(method, path);
    if (byMethod === undefined || matched.routed !== "nowhere") return matched;
    return { routed: "other method", allowed: [...byMethod.keys()].filter((it) => it !== "OPTIONS") };
  };
}
