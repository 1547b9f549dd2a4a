import { adapters, bridges, directory } from "@lintel/providers";
import type { Subject } from "./replay.ts";

/** What the runner replays: every adapter there is, found the way users find them. */
export const subject: Subject = { adapters, providers: directory, bridges };
