import { parentPort, workerData } from "node:worker_threads";
import { type CountRequest, countTexts } from "@lintel/core/host";
import { rankLoader } from "./load-ranks.ts";

interface Asked {
  readonly id: number;
  readonly request: CountRequest;
}

const load = rankLoader(workerData);

parentPort?.on("message", async ({ id, request }: Asked) => {
  const ranks = await load(request.tokenizer);
  parentPort?.postMessage({ id, counted: ranks.supplied ? countTexts(request, ranks.value) : ranks });
});
