import type { Deviation } from "./expectations.ts";

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

/** DEVIATIONS.md, from the list in deviations.json. */
export function deviationPage(deviations: readonly Deviation[]): string {
  return [
    "# Deviations",
    "",
    "Where LiteLLM loses data, bills twice or reports a failure as a success, Lintel does not, and says so here: what LiteLLM",
    "does, what Lintel does, why, and the switch that restores LiteLLM's behaviour. Written from `deviations.json`, which also",
    "tells the replay exactly which differences each entry covers, by `pnpm parity --matrix`.",
    "",
    ...(deviations.length === 0 ? ["None yet.", ""] : deviations.map(section)),
  ].join("\n");
}
