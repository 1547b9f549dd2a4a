import { numeric } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";

/** Deployments that a call by their group's name may go to, in turn: not paused, no team's, and if any has an order only those that have one, the lowest first. */
export function eligible(deployments: readonly Deployment[]): readonly (readonly Deployment[])[] {
  const served = deployments.filter(({ info }) => info.blocked !== true && (info.team_id ?? null) === null);
  const orders = [...new Set(served.map(orderOf).filter((order) => order !== undefined))].sort((a, b) => a - b);
  if (orders.length === 0) return served.length === 0 ? [] : [served];
  return orders.map((order) => served.filter((deployment) => orderOf(deployment) === order));
}

function orderOf({ params, info }: Deployment): number | undefined {
  return numeric(params.order) ?? numeric(info.order);
}
