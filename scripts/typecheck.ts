import { spawnSync } from "node:child_process";

const PROJECTS = ["packages/core", "packages/providers", "packages/host-node", "packages/gateway", "."] as const;

const failed = PROJECTS.filter((project) => {
  const { status } = spawnSync("tsc", ["-p", project, "--pretty"], { stdio: "inherit" });
  if (status !== 0) console.error(`types: ${project} does not check`);
  return status !== 0;
});
process.exitCode = failed.length > 0 ? 1 : 0;
