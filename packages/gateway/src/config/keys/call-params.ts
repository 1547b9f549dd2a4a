import { CALL_PARAMS } from "@lintel/core";
import { adapters, directory } from "@lintel/providers";

const CONNECTION: ReadonlySet<string> = new Set(
  adapters.flatMap(({ connection }) =>
    [connection?.options, connection?.secrets].flatMap((rules) =>
      Object.entries(rules ?? {}).flatMap(([name, { args }]) => args ?? [name]),
    ),
  ),
);

/** Whether a parameter of a deployment is an argument that calls take. */
export function isCallParam(name: string): boolean {
  return name === "model" || CALL_PARAMS.has(name) || CONNECTION.has(name) || directory.reserved.has(name);
}

/** The routes on which calls to a provider are served. */
export function servedRoutes(provider: string): readonly string[] {
  return [...new Set(adapters.filter((adapter) => adapter.provider === provider).map(({ route }) => route))];
}
