import { join } from "node:path";
import { writeReverseProxy } from "../mock.ts";
import { type Contender, isSame, passed } from "./contender.ts";

/** The mock itself: what a gateway can add to, and the proof that it is not the slowest. */
export const direct: Contender = {
  id: "direct",
  title: "direct",
  command: ({ folder, tools }) => ({ file: tools.nginx, args: ["-c", join(folder, "mock/nginx.conf")] }),
  asked: (lane) => passed(lane, {}),
};

export const nginx: Contender = {
  id: "nginx",
  title: "nginx as proxy",
  command: ({ folder, tools, upstream }, port) => {
    const file = writeReverseProxy(join(folder, "nginx"), { port, upstream: Number(new URL(upstream).port) });
    return { file: tools.nginx, args: ["-c", file] };
  },
  asked: (lane) => (isSame(lane) ? passed(lane, {}) : undefined),
};

export const axum: Contender = {
  id: "axum",
  title: "axum + reqwest",
  command: ({ tools: { forwarder }, upstream, key }, port) =>
    forwarder === undefined ? undefined : { file: forwarder, args: [String(port), upstream, key] },
  asked: (lane, { key }) => (isSame(lane) ? passed(lane, { authorization: `Bearer ${key}` }) : undefined),
};
