import { fraction } from "../ids.ts";
import { headerValue, type ReplyHead } from "../reply.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const HTTP_DATE = /(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d{4}) (\d{2}):(\d{2}):(\d{2})/;

/** The OpenAI SDK's first wait, its cap, and the longest server-directed wait it obeys, in seconds. */
const FIRST_DELAY = 0.5;
const LONGEST_DELAY = 8;
const LONGEST_DIRECTED = 120;

function daysFromEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function httpDate(text: string): number | undefined {
  const [, day, name = "", year, hours, minutes, seconds] = HTTP_DATE.exec(text) ?? [];
  const month = MONTHS.indexOf(name) + 1;
  if (day === undefined || month === 0) return undefined;
  return (
    daysFromEpoch(Number(year), month, Number(day)) * 86_400 +
    Number(hours) * 3600 +
    Number(minutes) * 60 +
    Number(seconds)
  );
}

/** Seconds the server asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date. */
export function retryAfter(head: ReplyHead | undefined, now: number): number | undefined {
  if (head === undefined) return undefined;
  const ms = Number.parseFloat(headerValue(head, "retry-after-ms") ?? "");
  if (Number.isFinite(ms)) return ms / 1000;
  const text = headerValue(head, "retry-after");
  if (text === undefined) return undefined;
  const seconds = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(seconds)) return seconds;
  const date = httpDate(text);
  return date === undefined ? undefined : date - now;
}

/** Whether the OpenAI SDK sends again after this answer. */
export function isResent(head: ReplyHead, now: number): boolean {
  const directed = retryAfter(head, now);
  if (directed !== undefined && directed > LONGEST_DIRECTED) return false;
  const asked = headerValue(head, "x-should-retry");
  if (asked === "true" || asked === "false") return asked === "true";
  return head.status === 408 || head.status === 409 || head.status === 429 || head.status >= 500;
}

/** Milliseconds before the n-th resend (from 0): the server's word, else exponential with up to a quarter taken off. */
export function resendDelay(
  n: number,
  { head, now, seed }: { readonly head: ReplyHead | undefined; readonly now: number; readonly seed: string },
): number {
  const directed = retryAfter(head, now);
  if (directed !== undefined && directed > 0 && directed <= LONGEST_DIRECTED) return directed * 1000;
  const delay = Math.min(FIRST_DELAY * 2 ** Math.min(n, 1000), LONGEST_DELAY);
  return delay * (1 - 0.25 * fraction(seed, n)) * 1000;
}
