/**
 * V8's settings for a gateway, whose requests leave little behind. Measured at 50 connections: V8's own let 64 MB of young garbage
 * gather before they look at it (2 MB instead of 4 are too few for what is in flight: one thread holds 97 MB at most, not 91, and
 * two 127, not 124); of old garbage under streams, three times what is alive (240 MB where 40 % make 160, for 8 % more time). The
 * first optimizing compiler of two takes 4 MB, and the time that compiled code saves until the second takes over. Threads that help
 * to collect young garbage cost 5 % of the requests to wake, and 4 MB. V8's mode that saves memory costs a relayed stream 40 % more.
 * What V8 has seen survive it makes old at once, by where it is made, and that keeps alive whatever young it refers to: of streams of
 * messages relayed at once, after other loads, there are 3,000 a second without and 2,100 with it, of chats 6 % more. Shapes of
 * objects that compiled code knows are kept while nothing has them: after a rest, or other loads, it would be compiled anew.
 */
const FLAGS = [
  "--max-semi-space-size=4",
  "--concurrent-turbofan-max-threads=1",
  "--no-maglev",
  "--no-parallel-scavenge",
  "--heap-growing-percent=40",
  "--no-allocation-site-pretenuring",
  "--retain-maps-for-n-gc=1000",
] as const;

/**
 * Where V8 can collect young garbage while it marks old (before version 14; from 13 on only when told): marking takes 15 to 100 ms
 * where cores are busy, and what is made meanwhile would become old at once, 3 MB of it in a quiet soak, 17 in one beside other work.
 * It marks from 60 % of the growth it allows itself, which is 8 MB at least, in the next turn of the event loop, and from 80 % at
 * once: with the first alone one turn that never ends takes 500 MB and more, with both 107, without 118. After chats relayed at once,
 * as many as before, a thread holds 106 MB, not 120 to 130. From 45 % on a soak has 1 MB less, and 5 % fewer of those chats.
 */
const MARKING = [
  "--no-separate-gc-phases",
  "--incremental-marking-soft-trigger=60",
  "--incremental-marking-hard-trigger=80",
] as const;

/** A thread that rests lets go of garbage, and not of what its next load would have to compile anew. */
export const SPARING = "--no-memory-reducer-favors-memory";

/** Versions of V8 that know how to spare: a flag that is not known ends Node.js at once. */
const SPARING_VERSIONS = /^(?:13\.6|14\.1)\./;

/** The newest version of V8 with which these settings have been tried. */
const NEWEST = 14;

/** The settings for the V8 of this version, such as `13.6.233`: none for one that is newer than those that were tried. */
export function engineFlags(v8: string): readonly string[] {
  const version = Number.parseInt(v8, 10);
  if (version > NEWEST) return [];
  const marking = version < 14 ? MARKING : [];
  return [...FLAGS, ...marking, ...(SPARING_VERSIONS.test(v8) ? [SPARING] : [])];
}

export const ENGINE_FLAGS = engineFlags(process.versions.v8);

/**
 * Node.js's own: what asynchronous calls carry along for `AsyncLocalStorage`, which nothing here reads, costs 2 of 58 us a chat.
 * Without it that still works, and is dearer: so it stays where something is loaded before the program, such as a tracer.
 */
const CONTEXTLESS = "--no-async-context-frame";
const PRELOADING = /(?:^|\s)(?:-r|--(?:import|require|loader|experimental-loader))(?:=|\s|$)/;

function nodeFlags(execArgv: readonly string[], env: Place["env"]): readonly string[] {
  const isPreloaded = PRELOADING.test([...execArgv, env.NODE_OPTIONS ?? ""].join(" "));
  return isPreloaded || !process.allowedNodeEnvironmentFlags.has(CONTEXTLESS) ? [] : [CONTEXTLESS];
}

/**
 * The C library's: a heap for every thread keeps 15 to 65 MB of what V8's concurrent compiler once needed. Compiling in the serving
 * thread instead needs as little, and stops it for up to 30 ms (p99 at 50 connections 14 to 30 ms, with this 6 to 11 ms). What is free
 * at the end of its heap is given back from 128 KB on, as at its start: left alone it raises that to twice the largest block it has
 * seen, and two threads hold 2 MB more when they have started, and 3 under 50 connections and after them.
 */
export const ENGINE_ENVIRONMENT = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "131072" } as const;

/** What of a process tells whether it can start anew in its own place. */
export type Place = Pick<NodeJS.Process, "argv" | "env" | "execArgv" | "execPath" | "execve" | "connected">;

/**
 * Starts the program anew in the same process, with the engine's settings before those that were given. It comes back where
 * the program already runs under them, where its platform cannot (Windows), and where a parent speaks to it.
 */
export function tuneEngine({ argv, env, execArgv, execPath, execve, connected }: Place = process): void {
  const isTuned = ENGINE_FLAGS.every((flag) => execArgv.includes(flag));
  if (isTuned || connected || execve === undefined) return;
  const flags = [...ENGINE_FLAGS, ...nodeFlags(execArgv, env), ...execArgv];
  try {
    execve(execPath, [execPath, ...flags, ...argv.slice(1)], { ...ENGINE_ENVIRONMENT, ...env });
  } catch {
    return;
  }
}
