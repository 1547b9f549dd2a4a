import { numeric } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";

/** Deployments that a call by their group's name may go to: not paused, no team's, and those of the lowest order alone. */
export function eligible(deployments: readonly Deployment[]): readonly Deployment[] {
  const served = deployments.filter(({ info }) => info.blocked !== true && (info.team_id ?? null) === null);
  const orders = served.map(orderOf).filter((order) => order !== undefined);
  if (orders.length === 0) return served;
  const lowest = Math.min(...orders);
  return served.filter((deployment) => orderOf(deployment) === lowest);
}

function orderOf({ params, info }: Deployment): number | undefined {
  return numeric(params.order) ?? numeric(info.order);
}
