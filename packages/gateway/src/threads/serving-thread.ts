import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { gathered } from "../observe/logs/gathered.ts";
import { createLogger } from "../observe/logs/logger.ts";
import { type MetricsCounter, type MetricsCounterOptions, metricsCounter } from "../observe/metrics/metrics-counter.ts";
import type { Observer } from "../observe/record.ts";
import { startServing } from "../start.ts";
import { configFrom } from "./config-text.ts";
import { correspondence } from "./correspondence.ts";
import { observing } from "./observing.ts";
import type { OfMain, OfThread, ThreadStart } from "./questions.ts";

/** Serves beside the main thread, which tells it by what, and writes and sums up what it tells. */
async function serve(port: MessagePort, { config: text, logs, ...listening }: ThreadStart): Promise<void> {
  const main = correspondence<OfMain, OfThread>(port, { use, counted, close });
  const lines = gathered((all) => void main.ask("lines", all));
  const logger = createLogger({ ...logs, destination: lines.stream });
  const config = configFrom(text);
  let counter: MetricsCounter | undefined;
  const observed = observing(config, { logger, metrics });
  const serving = startServing({
    ...listening,
    config,
    sharesPort: true,
    observers: observed.observers,
    onObserverFailed: (message, error) => logger.log("error", message, { error: String(error) }),
  });

  function metrics(options: MetricsCounterOptions): Observer {
    const own = metricsCounter(options);
    counter = own;
    return {
      began: own.began,
      ended: own.ended,
      exposition: () => main.ask("exposition"),
      close: () => Promise.resolve(own.close()),
    };
  }

  async function use(later: string): Promise<void> {
    const another = configFrom(later);
    (await serving).use(another);
    observed.use(another);
  }

  async function counted(): ReturnType<OfThread["counted"]> {
    (await serving).observer?.drain();
    return counter?.told();
  }

  async function close(graceMs: number): Promise<void> {
    await (await serving).close(graceMs);
    await lines.close();
  }

  await serving;
  await main.ask("listening");
}

if (parentPort === null) throw new Error("this program is a thread of another");
await serve(parentPort, workerData);
