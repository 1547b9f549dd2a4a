import type { RequestHead } from "../server/seam.ts";
import type { Endpoint } from "./endpoint.ts";
import { pathAsSent, unescaped, unslashed } from "./request-path.ts";
import { type Routed, routes } from "./routes.ts";

/** What a request comes to: a route may have been meant by a path with slashes behind it. */
export type Found = Routed | { readonly routed: "slashed"; readonly location: string };

/** What a request asks for. */
export interface Sought {
  /** Its path without the query, escapes undone. */
  readonly path: string;
  readonly found: Found;
}

/** Finds what requests ask for. A slash that came escaped may be part of a name, such as a model's. */
export function seeking(endpoints: readonly Endpoint[]): (head: RequestHead) => Sought {
  const find = routes(endpoints);

  function routed({ method }: RequestHead, asSent: string, path: string): Routed {
    const found = find(method, path);
    if (found.routed !== "nowhere" || !/%2f/i.test(asSent)) return found;
    const named = find(method, asSent);
    return named.routed === "endpoint" ? { ...named, places: named.places.map(unescaped) } : named;
  }

  return (head) => {
    const asSent = pathAsSent(head);
    const path = unescaped(asSent);
    const found = routed(head, asSent, path);
    const isSlashed =
      found.routed === "nowhere" && path.endsWith("/") && find(head.method, unslashed(path)).routed !== "nowhere";
    // The address is relative: behind a proxy nobody here knows how it was called.
    const location = isSlashed ? unslashed(asSent) + head.target.slice(asSent.length) : undefined;
    return { path, found: location === undefined ? found : { routed: "slashed", location } };
  };
}
