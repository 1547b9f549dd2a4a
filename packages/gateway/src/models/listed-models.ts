import type { Deployment, GatewayConfig } from "../config/config.ts";
import { groupedBy } from "./grouped-by.ts";
import { knownModels } from "./known-models.ts";

/** Names of a key's rights that are no models (`SpecialModelNames.no_default_models`). */
const NO_MODEL = "no-default-models";

/** What LiteLLM's `/v1/models` lists: aliases, then names, each once, then what patterns stand for. */
export async function listedModels({ deployments, aliases }: GatewayConfig): Promise<readonly string[]> {
  const groups = groupedBy(deployments, ({ name }) => name);
  const shown = [...groups].filter(([, members]) => members.some(isShown)).map(([name]) => name);
  const aliased = Object.entries(aliases)
    .filter(([, { model, hidden }]) => !hidden && groups.has(model))
    .map(([name]) => name);
  const names = [...new Set([...aliased, ...shown])].filter((name) => name !== NO_MODEL);
  const paused = new Set([...groups].filter(([, members]) => members.every(isPaused)).map(([name]) => name));
  const expanded = await Promise.all(
    names
      .filter((name) => name.includes("*"))
      .flatMap((name) => (groups.get(name) ?? []).map((deployment) => knownModels(name, deployment))),
  );
  return [...names.filter((name) => !name.includes("*")), ...expanded.flat()].filter((name) => !paused.has(name));
}

function isPaused({ info }: Deployment): boolean {
  return info.blocked === true;
}

function isShown({ info }: Deployment): boolean {
  return (info.team_id ?? null) === null;
}
