import type { ReplyHead, TransportFailure } from "@lintel/core";
import type { Sent, Signal } from "@lintel/core/host";
import type { Dispatcher } from "undici";
import { bodyQueue } from "../body-queue.ts";
import { late, type Phase } from "../late.ts";
import type { Request } from "../transport.ts";
import { ABORTED, transportFailure } from "../transport-failure.ts";
import type { Connections } from "./connections.ts";
import { deadline } from "./deadline.ts";

function readHead(status: number, raw: unknown): ReplyHead {
  const texts = Array.isArray(raw)
    ? raw.map((part) => (Buffer.isBuffer(part) ? part.toString("latin1") : String(part)))
    : [];
  const headers = texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? ""] as const] : []));
  return { status, headers };
}

/** Sends one request. Deadlines and the caller's abort take effect in every phase, and close the connection. */
export function exchange(connections: Connections, request: Request, signal?: Signal): Promise<Sent> {
  const { timeouts } = request;
  const origin = request.url.origin;
  return new Promise((resolve) => {
    // A bounded pool makes requests wait for each other; its connections have a deadline of their own.
    let phase: Phase = connections.isBounded ? "queue" : "connect";
    let controller: Dispatcher.DispatchController | undefined;
    const arrived = connections.await(origin);
    const timer = deadline(() => breakOff(late(phase, timeouts)));
    const onAbort = (): void => breakOff(ABORTED);
    const queue = bodyQueue({
      waiting: (isWaiting) => (isWaiting ? timer.set(timeouts.idleMs) : timer.pause()),
      full: (isFull) => (isFull ? controller?.pause() : controller?.resume()),
      cancelled: () => breakOff(ABORTED),
    });

    const isWaiting = (): boolean => phase === "queue" || phase === "connect";

    function over(failure?: TransportFailure): void {
      if (isWaiting()) arrived(true);
      if (phase !== "body" && failure !== undefined) resolve({ sent: false, failure });
      phase = "over";
      timer.end();
      signal?.removeEventListener("abort", onAbort);
    }

    function breakOff(failure: TransportFailure): void {
      if (phase === "over") return;
      over(failure);
      queue.fail(failure);
      controller?.abort(new Error(failure.message));
    }

    signal?.addEventListener("abort", onAbort);
    timer.set(connections.isBounded ? timeouts.firstByteMs : timeouts.connectMs);
    const receiver: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        if (phase === "over") return started.abort(new Error("the request was given up"));
        controller = started;
        if (isWaiting()) arrived(false);
        phase = "write";
        timer.set(timeouts.firstByteMs);
      },
      onBodySent() {
        if (phase === "write") timer.set(timeouts.firstByteMs);
      },
      onRequestSent() {
        if (phase !== "write") return;
        phase = "head";
        timer.set(timeouts.firstByteMs);
      },
      onResponseStart(started, status) {
        if (phase === "over" || status < 200) return;
        phase = "body";
        timer.pause();
        resolve({ sent: true, head: readHead(status, started.rawHeaders), body: queue.reader });
      },
      onResponseData(_, bytes) {
        queue.push(bytes);
      },
      onResponseEnd() {
        if (phase === "over") return;
        over();
        queue.end();
      },
      onResponseError(_, error) {
        if (phase === "over") return;
        const failure = transportFailure(error, isWaiting());
        over(failure);
        queue.failLater(failure);
      },
    };
    if (signal?.aborted === true) return breakOff(ABORTED);
    try {
      const { method, url, headers, body } = request;
      connections.dispatch(
        { origin, path: `${url.pathname}${url.search}`, method, headers: [...headers], body: body ?? null },
        receiver,
      );
    } catch (error) {
      breakOff(transportFailure(error, false));
    }
  });
}
