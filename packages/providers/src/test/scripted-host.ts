import type { Plan } from "@lintel/core";
import type { Host } from "@lintel/core/host";

/** What is replied to a request. */
export interface Scripted {
  readonly status: number;
  readonly text: string;
}

/** A host that replies at once with what it is told, and keeps what was sent. */
export interface ScriptedHost {
  readonly host: Host;
  readonly sent: readonly Plan[];
}

/** A host without secrets, whose clock stands still and whose replies are told one by one. */
export function scriptedHost(reply: () => Scripted): ScriptedHost {
  const sent: Plan[] = [];
  const host: Host = {
    async send(plan) {
      sent.push(plan);
      const { status, text } = reply();
      const head = { status, headers: [["content-type", "application/json"]] as const };
      const whole = new TextEncoder().encode(text);
      return { sent: true, head, body: { whole, read: async () => ({ read: "end" }), cancel: () => undefined } };
    },
    supply: async () => ({ supplied: true, value: undefined }) as never,
    wait: async () => undefined,
    now: () => 1_762_000_000_000,
    id: () => "00112233445566778899aabbccddeeff",
  };
  return { host, sent };
}
