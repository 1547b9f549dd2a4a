import { location, quoted, writeConfiguration } from "./nginx.ts";
import { type Events, events, PATHS, reply, type Wire } from "./payloads.ts";

/** How an upstream answers: each is the first part of a path of the mock. */
export const PACES = ["at-once", "after-20ms", "paced", "unpaced"] as const;
export type Pace = (typeof PACES)[number];

/** Deltas of one stream. */
export const DELTAS = { paced: 64, unpaced: 256 } as const;
/** Milliseconds that a paced stream takes. */
export const PACED_MS = DELTAS.paced * 10;

function told(text: string): string {
  return `echo -n ${quoted(text)};`;
}

function deltas({ delta }: Events, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => delta(at));
}

function paced(events: Events): readonly string[] {
  const [first = "", ...rest] = deltas(events, DELTAS.paced);
  const next = rest.flatMap((it) => ["echo_flush;", "echo_sleep 0.01;", told(it)]);
  return [...events.before.map(told), told(first), ...next, "echo_flush;", ...events.after.map(told)];
}

// Each event is a chunk of its own, as providers send them, but written 4 KB at a time: a write for each event would make the
// mock the slowest of the chain.
function unpaced(events: Events): readonly string[] {
  const all = [...events.before, ...deltas(events, DELTAS.unpaced), ...events.after];
  return ["postpone_output 4096;", ...all.map(told)];
}

const JSON_TYPE = "default_type application/json;";
const STREAM_TYPE = "default_type text/event-stream;";

function wholes(wire: Wire): readonly string[] {
  const path = PATHS[wire];
  return [
    location(`= /at-once${path}`, [JSON_TYPE, `return 200 ${quoted(JSON.stringify(reply[wire]))};`]),
    location(`= /after-20ms${path}`, ["echo_sleep 0.02;", `echo_exec /at-once${path};`]),
  ];
}

function streams(wire: "chat" | "messages"): readonly string[] {
  const path = PATHS[wire];
  return [
    location(`= /paced${path}`, [STREAM_TYPE, ...paced(events[wire])]),
    location(`= /unpaced${path}`, [STREAM_TYPE, ...unpaced(events[wire])]),
  ];
}

/** Writes nginx's configuration as every provider and every pace, and returns the file's name. */
export function writeMock(folder: string, port: number): string {
  const locations = [
    ...(["chat", "messages", "responses"] as const).flatMap(wholes),
    ...(["chat", "messages"] as const).flatMap(streams),
  ];
  return writeConfiguration(folder, ["  server {", `    listen 127.0.0.1:${port};`, ...locations, "  }"]);
}

/** Writes nginx's configuration as a plain reverse proxy of the mock, and returns the file's name. */
export function writeReverseProxy(
  folder: string,
  { port, upstream }: Readonly<Record<"port" | "upstream", number>>,
): string {
  const passed = ["proxy_pass http://mock;", "proxy_http_version 1.1;", 'proxy_set_header Connection "";'];
  return writeConfiguration(folder, [
    "  upstream mock {",
    `    server 127.0.0.1:${upstream};`,
    "    keepalive 1024;",
    "    keepalive_requests 1000000000;",
    "    keepalive_timeout 600s;",
    "  }",
    "  server {",
    `    listen 127.0.0.1:${port};`,
    location("/", passed),
    location("/paced/", [...passed, "proxy_buffering off;"]),
    "  }",
  ]);
}
