import { join } from "node:path";
import { isStream } from "../lanes.ts";
import { PATHS, request } from "../payloads.ts";
import { ROOT } from "../tools.ts";
import { type Contender, isLightOrPaced, isSame } from "./contender.ts";

const PROVIDERS = { chat: "openai", messages: "anthropic", responses: "openai" } as const;

export const portkey: Contender = {
  id: "portkey",
  title: "Portkey",
  command: ({ tools: { portkey: server } }, port) => {
    if (server === undefined) return;
    const loopback = ["--import", join(ROOT, "benchmark/portkey/loopback.mjs")];
    const args = [...loopback, server, "--headless", `--port=${port}`];
    return { file: process.execPath, args, env: { NODE_ENV: "production" } };
  },
  asked: (lane, { upstream }) => {
    const isTaken = isSame(lane) || lane.id === "chat-over-messages";
    if (!isTaken || !isLightOrPaced(lane)) return;
    const headers = {
      authorization: "Bearer sk-upstream",
      "x-portkey-provider": PROVIDERS[lane.upstream],
      "x-portkey-custom-host": `${upstream}/${lane.pace}/v1`,
    };
    const body = request[lane.asked]("gpt-4.1-mini", isStream(lane));
    return { wire: lane.asked, path: PATHS[lane.asked], headers, body };
  },
};
