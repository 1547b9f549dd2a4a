import type { Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { type RunningGateway, startGateway } from "../start.ts";
import { BROKEN, CUTS } from "../test/broken-upstreams.ts";
import { counted } from "../test/counted.ts";
import { FAULT_LANES, type FaultLane } from "../test/fault-lanes.ts";
import { rawUpstream, whole } from "../test/raw-upstream.ts";
import { ask, configOf, deployment } from "../test/running.ts";

/** How many faults are tried, and how many at once. */
const FAULTS = Number(process.env.LINTEL_FAULTS ?? 1000);
const AT_ONCE = 16;

/** Faults before the first count: what is loaded or pooled once is there by then. */
const WARMING = 200;

const SLOW = new Set(["a line without end"]);

type Answer = (socket: Socket, begun: string) => void;

const ANSWERS: readonly Answer[] = [
  ...BROKEN.map(({ answer }) => answer),
  ...CUTS.filter(({ cut }) => !SLOW.has(cut)).map(({ answer }) => answer),
  (socket) => socket.write(whole("429 Too Many Requests", "application/json", '{"error":{"message":"slow down"}}')),
];

interface Faulting {
  readonly gateway: RunningGateway;
  /** Callers that go away before their answer: every so many. */
  readonly leaving: number;
}

async function fault({ gateway, leaving }: Faulting, { lane, path, body }: FaultLane, count: number): Promise<void> {
  const stream = count % 2 === 0;
  const gone = count % leaving === 0 ? AbortSignal.timeout(5) : undefined;
  const sent = { body: { ...body, model: lane, stream }, ...(gone && { signal: gone }) };
  await ask(gateway, path, sent).then(
    (response) => response.text().catch(() => undefined),
    () => undefined,
  );
}

async function faults(faulting: Faulting, most: number): Promise<void> {
  let count = 0;
  const one = async (): Promise<void> => {
    while (count < most) {
      const lane = FAULT_LANES[count++ % FAULT_LANES.length];
      if (lane !== undefined) await fault(faulting, lane, count);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

it(`${FAULTS} faults leave nothing open, and nothing behind`, async () => {
  let turn = 0;
  const answer = (socket: Socket, request: string): void => {
    const lane = FAULT_LANES.find(({ path }) => request.includes(path)) ?? FAULT_LANES[0];
    ANSWERS[turn++ % ANSWERS.length]?.(socket, lane?.begun ?? "");
  };
  const { url } = await rawUpstream(answer, { forgets: true });
  const deployments = FAULT_LANES.map(({ lane, model, base }) =>
    deployment(lane, { model, api_key: "sk-upstream-0123456789", api_base: url + base, timeout: 0.3 }),
  );
  const told: number[] = [];
  let begun = 0;
  const gateway = await startGateway({
    config: configOf(deployments, { router: { numRetries: 0 } }),
    port: 0,
    observers: [
      {
        began: () => {
          begun++;
        },
        ended: ({ status }) => void told.push(status),
      },
    ],
  });
  onTestFinished(() => gateway.close(0));
  const faulting = { gateway, leaving: 7 };
  await faults(faulting, WARMING);
  const before = await counted();
  await faults(faulting, FAULTS);
  const after = await counted();
  // Connections kept for the next request, both ends of each, are as many as there happened to be at once.
  expect(after.handles).toBeLessThanOrEqual(before.handles + 2 * AT_ONCE);
  expect(after.heap - before.heap).toBeLessThan(8_000_000 + FAULTS * 100);
  expect(told.length).toBe(begun);
  expect(new Set(told).size).toBeGreaterThan(3);
}, 600_000);
