import { redactSecrets } from "@lintel/core";

/** Characters of a fault's message that leave the process. */
const MESSAGE_CHARS = 512;

/** A text that a caller or a provider chose, no longer than this. */
export function bounded(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A fault's message without what looks like a credential, and too short for a body. */
export function harmless(message: string): string {
  return bounded(redactSecrets(bounded(message, 2 * MESSAGE_CHARS)), MESSAGE_CHARS);
}
