import { isStream, type Lane } from "../lanes.ts";
import { PATHS, request, type Wire } from "../payloads.ts";
import { modelName, type Site } from "../site.ts";

/** How a server is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What is asked of a server in a lane. */
export interface Asked {
  /** In which dialect. */
  readonly wire: Wire;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** A server that is measured. */
export interface Contender {
  readonly id: string;
  readonly title: string;
  /** Answers so few requests a second that a turn of 50 connections has to be twice as long. */
  readonly isSlow?: boolean;
  /** How it starts; nothing where it is not here. */
  command(site: Site, port: number): Command | undefined;
  /** What it is asked in a lane; nothing where it does not take part. */
  asked(lane: Lane, site: Site): Asked | undefined;
}

/** What the upstream of a lane understands, asked on the mock's own path. */
export function passed(lane: Lane, headers: Readonly<Record<string, string>>): Asked {
  const { upstream, pace } = lane;
  const body = request[upstream](modelName(upstream, pace), isStream(lane));
  return { wire: upstream, path: `/${pace}${PATHS[upstream]}`, headers, body };
}

/** A caller's request to a gateway that knows models by name. */
export function named(lane: Lane, { key }: Site): Asked {
  const { asked, upstream, pace } = lane;
  const body = request[asked](modelName(upstream, pace), isStream(lane));
  return { wire: asked, path: PATHS[asked], headers: { authorization: `Bearer ${key}` }, body };
}

/** Whether the upstream speaks as the caller does. */
export function isSame({ asked, upstream }: Lane): boolean {
  return asked === upstream;
}

/** LiteLLM and Portkey take part in one lane of streams: they need seconds for more. */
export function isLightOrPaced(lane: Lane): boolean {
  return !isStream(lane) || lane.id === "paced-chat";
}
