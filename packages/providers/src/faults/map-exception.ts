import { type Fault, pythonStr, redactSecrets } from "@lintel/core";
import { bodyMessage } from "./body-message.ts";
import { capital } from "./family.ts";
import { litellmFault, TELLS_STATUS } from "./litellm-fault.ts";
import { mapped } from "./openai-family.ts";
import type { FaultContext, Raised } from "./raised.ts";
import { saysTimeout, timeoutText } from "./signs.ts";

function messageOf({ text, body }: Raised, provider: string): string {
  const said = bodyMessage(body) ?? text;
  return typeof said === "string"
    ? said.replaceAll("OPENAI", provider.toUpperCase()).replaceAll("openai.OpenAIError", `${provider}.${provider}Error`)
    : pythonStr(said);
}

/** LiteLLM's `exception_type` for OpenAI-compatible providers: what their code raised as the fault a caller sees. */
export function mapException(raised: Raised, context: FaultContext): Fault {
  const text = redactSecrets(raised.text);
  const marked = { ...context, raised };
  if (saysTimeout(text)) return litellmFault({ kind: "Timeout", text: timeoutText(text) }, marked);
  const { kind, before = "", after = "", body, status } = mapped(text, raised.status);
  const isOwn = context.isUnanswered === true && !TELLS_STATUS.has(kind);
  const given = status === true ? (isOwn ? undefined : raised.status) : status;
  const label = context.label ?? capital(context.provider);
  return litellmFault(
    {
      kind,
      text: `${before}${label}Exception - ${messageOf(raised, context.provider)}${after}`,
      ...(given !== undefined && { status: given }),
      ...(body === true && raised.body !== undefined && { body: raised.body }),
    },
    marked,
  );
}
