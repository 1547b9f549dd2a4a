import type { Deviation } from "./expectations.ts";
import type { Expected } from "./proxy/expected.ts";

function section({
  name,
  litellm,
  ours,
  why,
  switch: said,
  restoredBy,
  provider,
  function: called,
  stages,
  cases = [],
  shownBy,
}: Deviation): string {
  const settings = Object.entries(restoredBy ?? {}).map(([key, value]) => `the setting \`${key}: ${value}\``);
  const restore = [...settings, ...(said === undefined ? [] : [said])].join("; ");
  const where = [provider ?? "every provider", called ?? "every function", stages.join(", ")].join(" · ");
  const named = cases.length === 0 ? "" : `\n- **Cases**: ${cases.map((id) => `\`${id}\``).join(", ")}`;
  const shown = shownBy === undefined ? "" : `\n- **Shown by**: \`${shownBy.file}\``;
  return [
    `## ${name}`,
    "",
    `${where}`,
    "",
    `- **LiteLLM**: ${litellm}`,
    `- **Lintel**: ${ours}`,
    `- **Why**: ${why}`,
    `- **Switch**: ${restore}${named}${shown}`,
    "",
  ].join("\n");
}

function gatewaySection({ name, litellm = "", ours = "", why, cases }: Expected): string {
  return [
    `## ${name}`,
    "",
    "the gateway",
    "",
    `- **LiteLLM**: ${litellm}`,
    `- **Lintel**: ${ours}`,
    `- **Why**: ${why}`,
    "- **Switch**: none.",
    `- **Cases**: those of the gateway that match \`${cases}\``,
    "",
  ].join("\n");
}

/** DEVIATIONS.md, from the list in deviations.json and that of the gateway. */
export function deviationPage(deviations: readonly Deviation[], gateway: readonly Expected[]): string {
  return [
    "# Deviations",
    "",
    "Where LiteLLM loses data, bills twice or reports a failure as a success, Lintel does not, and says so here: what LiteLLM",
    "does, what Lintel does, why, and the switch that restores LiteLLM's behaviour. Written from `deviations.json`, which also",
    "tells the replay exactly which differences each entry covers, by `pnpm parity --matrix`.",
    "",
    "Those of the gateway, at the end, are the deviations among the expected differences of `gateway/expected.json`. They have no",
    "switch: they are about whom keys and addresses are told and sent to, how failures are told, and what LiteLLM's proxy fails to",
    "answer. What the client does otherwise has its switch there, too, in `litellm_settings`.",
    "",
    ...deviations.map(section),
    ...gateway.filter(({ kind }) => kind === "deviation").map(gatewaySection),
  ].join("\n");
}
