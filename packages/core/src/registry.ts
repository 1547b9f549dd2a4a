import type { Adapter } from "./adapter.ts";
import type { RouteName } from "./routes/index.ts";

/** Adapters by route and provider. */
export interface Registry {
  find<R extends RouteName>(route: R, provider: string): Adapter<R> | undefined;
  /** The routes a provider has. */
  routes(provider: string): readonly RouteName[];
}

function isRoute<R extends RouteName>(adapter: Adapter, route: R): adapter is Adapter<R> {
  return adapter.route === route;
}

/** Indexes adapters; the last of two for the same provider and route wins, so that a caller can replace one. */
export function registry(adapters: readonly Adapter[]): Registry {
  const index = new Map(adapters.map((adapter) => [`${adapter.route} ${adapter.provider}`, adapter]));
  return {
    find(route, provider) {
      const adapter = index.get(`${route} ${provider}`);
      return adapter !== undefined && isRoute(adapter, route) ? adapter : undefined;
    },
    routes(provider) {
      return [...index.values()].filter((adapter) => adapter.provider === provider).map(({ route }) => route);
    },
  };
}
