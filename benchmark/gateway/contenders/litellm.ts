import { join } from "node:path";
import { isStream } from "../lanes.ts";
import { PATHS, request } from "../payloads.ts";
import { writeGatewayConfiguration } from "../site.ts";
import { ROOT } from "../tools.ts";
import { type Contender, isLightOrPaced, named } from "./contender.ts";

const ENVIRONMENT = {
  LITELLM_RUST: "0",
  LITELLM_LOG: "ERROR",
  LITELLM_LOCAL_MODEL_COST_MAP: "True",
  PYTHONDONTWRITEBYTECODE: "1",
};

/** `acompletion` and `anthropic_messages` behind uvicorn, without a proxy. */
export const litellmFunctions: Contender = {
  id: "litellm-sdk",
  title: "LiteLLM on uvicorn",
  isSlow: true,
  command: ({ tools: { python }, upstream }, port) => {
    if (python === undefined) return;
    const app = ["-m", "uvicorn", "app:app", "--app-dir", join(ROOT, "benchmark/litellm")];
    const options = ["--host", "127.0.0.1", "--port", String(port), "--log-level", "warning", "--no-access-log"];
    return { file: python, args: [...app, ...options], env: { ...ENVIRONMENT, UPSTREAM: upstream } };
  },
  asked: (lane) => {
    const { asked, upstream, pace } = lane;
    if (isStream(lane) || asked === "responses") return;
    return { wire: asked, path: `/${pace}${PATHS[asked]}`, headers: {}, body: request[asked](upstream, false) };
  },
};

export const litellmProxy: Contender = {
  id: "litellm-proxy",
  title: "LiteLLM proxy",
  isSlow: true,
  command: (site, port) => {
    const { python } = site.tools;
    if (python === undefined) return;
    const address = ["--host", "127.0.0.1", "--port", String(port)];
    const options = ["--config", writeGatewayConfiguration(site), ...address, "--telemetry", "False"];
    return { file: join(python, "../litellm"), args: options, env: ENVIRONMENT };
  },
  asked: (lane, site) => (isLightOrPaced(lane) ? named(lane, site) : undefined),
};
