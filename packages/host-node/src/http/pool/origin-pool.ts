import type { TransportFailure } from "@lintel/core";
import { late } from "../late.ts";
import { ABORTED } from "../transport-failure.ts";
import { type Connection, connection, type Owner } from "./connection.ts";
import type { Waiter } from "./deadlines.ts";
import { headMemory } from "./head-memory.ts";
import type { Job } from "./job.ts";
import type { Target } from "./open-socket.ts";

/** The connections of one origin. */
export interface OriginPool {
  send(job: Job): void;
  close(failure: TransportFailure): void;
}

export interface OriginRules extends Pick<Owner, "deadlines" | "keepAliveMs"> {
  readonly target: Target;
  /** Most connections at once; further requests wait. */
  readonly limit: number;
  /** The last connection is gone, and nobody waits. */
  empty(): void;
}

interface Waiting extends Waiter {
  readonly job: Job;
  /** Ends the wait. */
  leave(): void;
}

/** Serves requests over the connection used last, so that those too many run out; over a new one where none is free. */
export function originPool({ target, limit, deadlines, keepAliveMs, empty }: OriginRules): OriginPool {
  const connections = new Set<Connection>();
  const idle: Connection[] = [];
  const waiting = new Set<Waiting>();

  function wait(job: Job): void {
    const giveUp = (failure: TransportFailure): void => {
      own.leave();
      job.resolve({ sent: false, failure });
    };
    const onAbort = (): void => giveUp(ABORTED);
    const own: Waiting = {
      job,
      dueAt: Number.POSITIVE_INFINITY,
      overdue: () => giveUp(late("queue", job.request.timeouts)),
      leave() {
        waiting.delete(own);
        deadlines.delete(own);
        job.signal?.removeEventListener("abort", onAbort);
      },
    };
    job.signal?.addEventListener("abort", onAbort);
    waiting.add(own);
    deadlines.add(own);
    deadlines.set(own, job.request.timeouts.firstByteMs);
  }

  function nextJob(): Job | undefined {
    const [next] = waiting;
    next?.leave();
    return next?.job;
  }

  function open(job: Job): void {
    connections.add(connection(target, job, owner));
  }

  const owner: Owner = {
    deadlines,
    keepAliveMs,
    heads: headMemory(),
    again: send,
    free(own) {
      const next = waiting.size > 0 ? nextJob() : undefined;
      if (next === undefined) idle.push(own);
      else own.start(next);
    },
    closed(own) {
      connections.delete(own);
      const at = idle.indexOf(own);
      if (at !== -1) idle.splice(at, 1);
      const next = waiting.size > 0 ? nextJob() : undefined;
      if (next !== undefined) open(next);
      else if (connections.size === 0) empty();
    },
  };

  function freeConnection(): Connection | undefined {
    for (let own = idle.pop(); own !== undefined; own = idle.pop()) if (own.isUsable()) return own;
    return undefined;
  }

  function send(job: Job): void {
    const free = freeConnection();
    if (free !== undefined) free.start(job);
    else if (connections.size < limit) open(job);
    else wait(job);
  }

  return {
    send,
    close(failure) {
      for (const { job, leave } of [...waiting]) {
        leave();
        job.resolve({ sent: false, failure });
      }
      for (const own of [...connections]) own.close(failure);
    },
  };
}
