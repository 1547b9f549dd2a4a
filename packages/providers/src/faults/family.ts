import { type Fault, type FaultKind, redactSecrets } from "@lintel/core";
import { byStatus } from "./by-status.ts";
import { litellmFault, TELLS_STATUS } from "./litellm-fault.ts";
import type { FaultContext, Raised } from "./raised.ts";
import { hasSign, type Sign, saysTimeout, timeoutText } from "./signs.ts";

/** What a mapping makes of a failure. */
export interface Verdict {
  readonly kind: FaultKind;
  /** What LiteLLM writes before the provider's name, and between it and the text. */
  readonly before?: string;
  readonly after?: string;
  /** What LiteLLM writes after the text. */
  readonly close?: string;
  /** What the provider's name is followed by; "Exception" unless told. */
  readonly noun?: "Error";
  /** Whether the provider is named by its slug, without a capital. */
  readonly isSlug?: true;
  readonly status?: number;
  /** Whether LiteLLM forgets whose call it was, and writes the text alone. */
  readonly isNameless?: true;
}

/** A provider family's own mapping; what it knows nothing of is mapped by status. */
export type Family = (raised: Raised) => Verdict | undefined;

/** A verdict for texts that hold one of these signs. */
export interface Row {
  readonly when: readonly Sign[] | ((raised: Raised) => boolean);
  readonly verdict: Verdict;
}

/** The first row that fits a failure's text. */
export function rowOf(rows: readonly Row[], raised: Raised): Verdict | undefined {
  return rows.find(({ when }) => (typeof when === "function" ? when(raised) : hasSign(raised.text, when)))?.verdict;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A failure Python raises has no request: LiteLLM prints its text and a traceback, which is left out. */
function isPython({ status, failure }: Raised): boolean {
  return status === undefined && failure === undefined;
}

function unmapped(raised: Raised, { isUnanswered }: FaultContext): Verdict & { readonly isBare?: true } {
  return isPython(raised) || isUnanswered === true
    ? { kind: "APIConnectionError", isBare: true }
    : { kind: "APIConnectionError" };
}

/** LiteLLM's `exception_type` for a family of providers: what their code raised as the fault a caller sees. */
export function mapper(family: Family): (raised: Raised, context: FaultContext) => Fault {
  return (given, context) => {
    const raised = { ...given, text: redactSecrets(given.text) };
    const { text } = raised;
    const marked = { ...context, raised: isPython(raised) ? { detail: text, ...raised } : raised };
    if (saysTimeout(text)) return litellmFault({ kind: "Timeout", text: timeoutText(text) }, marked);
    const own = family(raised) ?? byStatus(raised);
    const verdict: ReturnType<typeof unmapped> = own ?? unmapped(raised, context);
    const {
      kind,
      before = "",
      after = "",
      close = "",
      noun = "Exception",
      isSlug,
      isNameless,
      isBare,
      status,
    } = verdict;
    const isUnanswered = context.isUnanswered === true && status === raised.status;
    const label = context.label ?? capital(context.provider);
    const name = `${before}${isSlug === true ? context.provider : label}${noun}${after} - `;
    return litellmFault(
      {
        kind,
        text:
          isBare === true ? `${text}${context.traceback ?? ""}` : isNameless === true ? text : `${name}${text}${close}`,
        ...(status !== undefined && !(isUnanswered && !TELLS_STATUS.has(kind)) && { status }),
      },
      isNameless === true ? { ...marked, provider: "", model: "" } : marked,
    );
  };
}
