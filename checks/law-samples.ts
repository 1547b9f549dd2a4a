import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Adapter } from "@lintel/core";
import type { CannedReply, Sample } from "@lintel/core/testing";
import { joined } from "../parity-fixtures/runner/bytes.ts";
import { type Case, readCase, readLine, type ScriptedReply } from "../parity-fixtures/runner/case.ts";
import { FUNCTIONS } from "../parity-fixtures/runner/functions.ts";
import { transportFailure } from "../parity-fixtures/runner/transport-failure.ts";
import { ROOT } from "./repository.ts";

function canned(reply: ScriptedReply): CannedReply {
  const match = reply.match === undefined ? {} : { match: reply.match };
  if (reply.reply === "failure") return { ...match, failure: transportFailure(reply.fail, reply.message) };
  return { ...match, status: reply.status, headers: reply.headers, body: joined(reply.pieces) };
}

function sample({ id, function: name, kwargs, settings, env, replies }: Case): Sample | undefined {
  const method = FUNCTIONS[name]?.method;
  return method === undefined ? undefined : { id, method, kwargs, settings, env, replies: replies.map(canned) };
}

/** The recorded cases of an adapter as samples: its calls, and what the provider answers. */
export function samplesOf({ route, provider }: Pick<Adapter, "route" | "provider">): readonly Sample[] {
  const path = join(ROOT, `parity-fixtures/${route}/${provider}.jsonl`);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      const read = line === "" ? undefined : readLine(line);
      const found = read === undefined ? undefined : readCase(read);
      return (found && sample(found)) ?? [];
    });
}
