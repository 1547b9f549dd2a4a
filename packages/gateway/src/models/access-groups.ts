import { isArray } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";

/** The groups of access that deployments name, in order. */
export function accessGroupsOf(deployments: readonly Deployment[]): readonly string[] {
  const named = deployments.flatMap(({ info: { access_groups: groups = null } }) => (isArray(groups) ? groups : []));
  return [...new Set(named.filter((group) => typeof group === "string"))];
}
