import { writeGatewayConfiguration } from "../site.ts";
import { type Contender, named } from "./contender.ts";

// As LiteLLM is told: a line for failures, none for each call.
const QUIET = { LITELLM_LOG: "ERROR" };

/** In how many threads Lintel serves: one, as it does unless asked. */
export const LINTEL_WORKERS = process.env.LINTEL_BENCH_WORKERS ?? "1";

export const lintel: Contender = {
  id: "lintel",
  title: "Lintel",
  command: (site, port) => {
    const { lintel: bin } = site.tools;
    if (bin === undefined) return;
    const serving = ["--port", String(port), "--workers", LINTEL_WORKERS];
    const options = ["--config", writeGatewayConfiguration(site), ...serving];
    const flags = (process.env.LINTEL_BENCH_NODE ?? "").split(" ").filter((it) => it !== "");
    return { file: process.execPath, args: [...flags, bin, ...options], env: QUIET };
  },
  asked: named,
};
