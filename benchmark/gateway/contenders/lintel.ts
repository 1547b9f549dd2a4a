import { writeGatewayConfiguration } from "../site.ts";
import { type Contender, named } from "./contender.ts";

// As LiteLLM is told: a line for failures, none for each call.
const QUIET = { LITELLM_LOG: "ERROR" };

function lintelIn(threads: number, { id, title }: Pick<Contender, "id" | "title">): Contender {
  return {
    id,
    title,
    command: (site, port) => {
      const { lintel: bin } = site.tools;
      if (bin === undefined) return;
      const serving = ["--port", String(port), "--workers", String(threads)];
      const options = ["--config", writeGatewayConfiguration(site), ...serving];
      const flags = (process.env.LINTEL_BENCH_NODE ?? "").split(" ").filter((it) => it !== "");
      return { file: process.execPath, args: [...flags, bin, ...options], env: QUIET };
    },
    asked: named,
  };
}

/** As it serves unless asked for more: in one thread. */
export const lintel = lintelIn(1, { id: "lintel", title: "Lintel" });

/** With a thread for each of two cores, as the axum forwarder has. */
export const lintelThreads = lintelIn(2, { id: "lintel-threads", title: "Lintel, 2 threads" });
