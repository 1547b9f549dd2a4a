import { numeric } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";

/** What the deployments of a name may be asked in a minute, all together. */
export interface GroupLimits {
  readonly ids: readonly string[];
  readonly requests: number | undefined;
  readonly tokens: number | undefined;
}

const LIMITS = ["rpm", "tpm"] as const;

function limitOf({ params, info }: Deployment, name: (typeof LIMITS)[number]): number | undefined {
  return numeric(params[name]) ?? numeric(info[name]);
}

/** Whether a deployment has a limit of its own. */
export function isLimited(deployment: Deployment): boolean {
  return LIMITS.some((name) => limitOf(deployment, name) !== undefined);
}

/** The sums of the limits that any of the deployments has; undefined where none has one. */
export function groupLimits(deployments: readonly Deployment[]): GroupLimits | undefined {
  const [requests, tokens] = LIMITS.map((name) =>
    deployments
      .map((one) => limitOf(one, name))
      .reduce((sum, limit) => (limit === undefined ? sum : (sum ?? 0) + limit), undefined),
  );
  if (requests === undefined && tokens === undefined) return undefined;
  return { ids: deployments.map(({ id }) => id), requests, tokens };
}
