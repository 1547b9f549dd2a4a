import { type Fault, type FaultKind, redactSecrets } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
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
  /** What stands between the name and the text; " - " unless told. */
  readonly between?: ": ";
  /** What is told for the text, and whether it stands alone. */
  readonly text?: string;
  readonly isAlone?: true;
  /** Whose call it is told to be, and how that is named, where it is not the one asked. */
  readonly provider?: string;
  readonly label?: string;
  /** The provider's error object, where LiteLLM hands it on. */
  readonly body?: Json;
  /** What LiteLLM tells of the provider's own beside it. */
  readonly providerFields?: JsonObject;
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
  readonly verdict: Verdict | ((raised: Raised) => Verdict);
}

/** The first row that fits a failure's text. */
export function rowOf(rows: readonly Row[], raised: Raised): Verdict | undefined {
  const row = rows.find(({ when }) => (typeof when === "function" ? when(raised) : hasSign(raised.text, when)));
  return typeof row?.verdict === "function" ? row.verdict(raised) : row?.verdict;
}

/** A slug with a capital, as LiteLLM's messages name providers. */
export function capital(text: string): string {
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

/** A verdict's text: the provider's name and words, unless LiteLLM writes these alone. */
function textOf(
  verdict: Verdict,
  { context, said }: { readonly context: FaultContext; readonly said: string },
): string {
  const { before = "", after = "", close = "", noun = "Exception", between = " - ", text = said } = verdict;
  if (verdict.isNameless === true || verdict.isAlone === true) return text;
  const label = verdict.label ?? context.label ?? capital(context.provider);
  return `${before}${verdict.isSlug === true ? context.provider : label}${noun}${after}${between}${text}${close}`;
}

/** LiteLLM's `exception_type` for a family of providers: what their code raised as the fault a caller sees. */
export function mapper(family: Family): (raised: Raised, context: FaultContext) => Fault {
  return (given, context) => {
    const raised = { ...given, text: redactSecrets(given.text) };
    const said = raised.text;
    const marked = { ...context, raised: isPython(raised) ? { detail: said, ...raised } : raised };
    if (saysTimeout(said)) return litellmFault({ kind: "Timeout", text: timeoutText(said) }, marked);
    const verdict: ReturnType<typeof unmapped> = family(raised) ?? byStatus(raised) ?? unmapped(raised, context);
    const { kind, isNameless, isBare, status, body, providerFields, provider } = verdict;
    const isUnanswered = context.isUnanswered === true && status === raised.status;
    return litellmFault(
      {
        kind,
        text: isBare === true ? `${said}${context.traceback ?? ""}` : textOf(verdict, { context, said }),
        ...(status !== undefined && !(isUnanswered && !TELLS_STATUS.has(kind)) && { status }),
        ...(body !== undefined && { body }),
        ...(providerFields !== undefined && { providerFields }),
      },
      isNameless === true
        ? { ...marked, provider: "", model: "" }
        : { ...marked, ...(provider !== undefined && { provider }) },
    );
  };
}
