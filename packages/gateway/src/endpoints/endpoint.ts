import type { Settings } from "@lintel/core";
import type { Exchange } from "../exchange.ts";

/** One thing the gateway can be asked. */
export interface Endpoint {
  /** As observers are told. */
  readonly name: string;
  readonly method: "GET" | "POST" | "DELETE" | "OPTIONS";
  /** Paths it answers; `{name}` stands for one segment, `{name:path}` for one or more. */
  readonly paths: readonly string[];
  /** Whether no key is asked for, always or by a configuration's flags. */
  readonly isOpen?: boolean | ((settings: Settings) => boolean);
  answer(exchange: Exchange): void | Promise<void>;
}
