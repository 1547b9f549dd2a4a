import { createServer } from "node:net";
import { join } from "node:path";
import { readConfig, startGateway } from "@lintel/gateway";
import { ask } from "./ask.ts";
import { type Addresses, evened, steady } from "./plain.ts";
import { GATEWAY, type ProxyCase, type Told } from "./recorded.ts";
import { type ScriptedUpstream, scriptedUpstream } from "./scripted-upstream.ts";

async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function environment(upstream: number, nowhere: number): Readonly<Record<string, string>> {
  return {
    OPENAI_API_BASE: `http://127.0.0.1:${upstream}/v1`,
    UPSTREAM: `http://127.0.0.1:${upstream}`,
    UPSTREAM_V1: `http://127.0.0.1:${upstream}/v1`,
    NOWHERE: `http://127.0.0.1:${nowhere}/v1`,
    UPSTREAM_KEY: "sk-upstream",
  };
}

interface Running {
  readonly url: string;
  readonly upstream: ScriptedUpstream;
  readonly addresses: Addresses;
}

async function replay(
  { request, replies, unordered, unsteady }: ProxyCase,
  { url, upstream, addresses }: Running,
): Promise<Told> {
  upstream.play(replies);
  const told = await ask(url, request);
  const order = (it: unknown): string => JSON.stringify(it);
  const requests = unordered
    ? [...upstream.seen].sort((a, b) => order(a.body).localeCompare(order(b.body)))
    : upstream.seen;
  return evened({ ...told, requests, ...(unsteady && { body: steady(told.body) }) }, addresses);
}

/** What Lintel's gateway does with the cases of one configuration, one after another. */
export async function replayed(config: string, cases: readonly ProxyCase[]): Promise<ReadonlyMap<string, Told>> {
  const [upstream, nowhere] = [await scriptedUpstream(), await unusedPort()];
  const read = await readConfig(join(GATEWAY, "configs", `${config}.yaml`), {
    env: environment(upstream.port, nowhere),
  });
  if (read.read === "failed") throw new Error(`${config}.yaml: ${read.problems.join("; ")}`);
  const gateway = await startGateway({ config: read.config, port: 0, insecure: config === "open" });
  const addresses = {
    [`127.0.0.1:${upstream.port}`]: "upstream",
    [`127.0.0.1:${nowhere}`]: "nowhere",
    [`127.0.0.1:${gateway.port}`]: "gateway",
  };
  const told = new Map<string, Told>();
  try {
    for (const one of cases) told.set(one.id, await replay(one, { url: gateway.url, upstream, addresses }));
    return told;
  } finally {
    await gateway.close(0);
    upstream.close();
  }
}
