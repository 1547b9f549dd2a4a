import type { Adapter } from "./adapter.ts";
import type { RouteName } from "./routes/index.ts";

/** Adapters by route and provider. */
export interface Registry {
  /** The adapter of a provider's model; without a model, any of the provider's. */
  find<R extends RouteName>(route: R, provider: string, model?: string): Adapter<R> | undefined;
  /** The routes a provider has. */
  routes(provider: string): readonly RouteName[];
}

function isRoute<R extends RouteName>(adapter: Adapter, route: R): adapter is Adapter<R> {
  return adapter.route === route;
}

/** Indexes adapters; the last that serves a model wins, so that a caller can replace one. */
export function registry(adapters: readonly Adapter[]): Registry {
  const index = new Map<RouteName, Map<string, readonly Adapter[]>>();
  for (const adapter of adapters) {
    const { route, provider } = adapter;
    const ofRoute = index.get(route) ?? new Map<string, readonly Adapter[]>();
    index.set(route, ofRoute.set(provider, [adapter, ...(ofRoute.get(provider) ?? [])]));
  }
  return {
    find(route, provider, model) {
      const found = index
        .get(route)
        ?.get(provider)
        ?.find(({ serves }) => model === undefined || serves === undefined || serves(model));
      return found !== undefined && isRoute(found, route) ? found : undefined;
    },
    routes(provider) {
      return [...new Set(adapters.filter((adapter) => adapter.provider === provider).map(({ route }) => route))];
    },
  };
}
