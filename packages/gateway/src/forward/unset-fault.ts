import type { Fault } from "@lintel/core";
import type { Deployment } from "../config/config.ts";
import type { Snapshot } from "../snapshot.ts";

/** What keeps a deployment from being asked: without the secret it names it would be sent another, which is not meant for its address. */
export function unsetFault({ unset }: Deployment, { config }: Snapshot): Fault | undefined {
  if (unset === undefined || config.settings.lintel_borrow_unset_keys === true) return undefined;
  const kind = "AuthenticationError";
  const message = `litellm.${kind}: the variable ${unset.variable}, which ${unset.param} of this deployment names, is not set`;
  return { origin: "host", kind, status: 401, message };
}
