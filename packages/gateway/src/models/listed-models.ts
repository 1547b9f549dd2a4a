import type { Deployment, GatewayConfig } from "../config/config.ts";
import { accessGroupsOf } from "./access-groups.ts";
import { groupedBy } from "./grouped-by.ts";
import { knownModels } from "./known-models.ts";

/** Names of a key's rights that are no models (`SpecialModelNames.no_default_models`). */
const NO_MODEL = "no-default-models";

/** What is listed beside models' names. */
export interface Listing {
  /** Patterns beside what they stand for. */
  readonly wildcards?: boolean;
  /** Names of groups of access. */
  readonly groups?: boolean;
  /** Nothing but groups of access that are listed. */
  readonly onlyGroups?: boolean;
}

/** What LiteLLM's `/v1/models` lists: aliases, then names, each once, then what patterns stand for. */
export async function listedModels(
  { deployments, aliases }: GatewayConfig,
  { wildcards = false, groups: tellsGroups = false, onlyGroups = false }: Listing = {},
): Promise<readonly string[]> {
  const groups = groupedBy(deployments, ({ name }) => name);
  const shown = [...groups].filter(([, members]) => members.some(isShown)).map(([name]) => name);
  const aliased = Object.entries(aliases)
    .filter(([, { model, hidden }]) => !hidden && groups.has(model))
    .map(([name]) => name);
  const access = accessGroupsOf(deployments);
  const names = [...new Set([...aliased, ...shown, ...(tellsGroups ? access : [])])].filter(
    (name) => name !== NO_MODEL,
  );
  if (onlyGroups) return names.filter((name) => access.includes(name));
  const paused = new Set([...groups].filter(([, members]) => members.every(isPaused)).map(([name]) => name));
  const expanded = await Promise.all(
    names
      .filter((name) => name.includes("*"))
      .map(async (name) => {
        const known = await Promise.all((groups.get(name) ?? []).map((deployment) => knownModels(name, deployment)));
        return [...(wildcards ? [name] : []), ...known.flat()];
      }),
  );
  return [...names.filter((name) => !name.includes("*")), ...expanded.flat()].filter((name) => !paused.has(name));
}

function isPaused({ info }: Deployment): boolean {
  return info.blocked === true;
}

function isShown({ info }: Deployment): boolean {
  return (info.team_id ?? null) === null;
}
