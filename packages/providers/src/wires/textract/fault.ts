import type { FaultKind } from "@lintel/core";
import { isObject, parse } from "@lintel/core/json";
import type { Raised, Verdict } from "../../faults/index.ts";

const UNSUPPORTED = "UnsupportedDocumentException";
const SYNCHRONOUS =
  "aws_textract uses Textract's synchronous API, which reads a JPEG, PNG, or a single-page PDF or TIFF; other formats and multi-page documents are not supported";

/** [AWS's errors](https://docs.aws.amazon.com/textract/latest/APIReference/CommonErrors.html) that their status, mostly 400, does not tell apart. */
const KINDS: Readonly<Record<string, FaultKind>> = {
  AccessDeniedException: "PermissionDeniedError",
  ExpiredTokenException: "AuthenticationError",
  IncompleteSignature: "AuthenticationError",
  InvalidClientTokenId: "AuthenticationError",
  InvalidSignatureException: "AuthenticationError",
  LimitExceededException: "RateLimitError",
  MissingAuthenticationTokenException: "AuthenticationError",
  ProvisionedThroughputExceededException: "RateLimitError",
  ServiceUnavailable: "ServiceUnavailableError",
  ThrottlingException: "RateLimitError",
  UnrecognizedClientException: "AuthenticationError",
};

interface Told {
  readonly type: string;
  readonly message: string;
}

function told(text: string): Told | undefined {
  const read = parse(text);
  if (!read.ok || !isObject(read.value)) return undefined;
  const { __type: type, Message, message = Message } = read.value;
  if (typeof type !== "string") return undefined;
  return { type: type.split("#").at(-1) ?? "", message: typeof message === "string" ? message : "" };
}

/** The failure with what the service leaves out: it calls a document of several pages an unsupported format. */
export function explained(raised: Raised): Raised {
  const error = told(raised.text);
  if (error?.type !== UNSUPPORTED) return raised;
  return { ...raised, text: `${UNSUPPORTED}: ${error.message}. ${SYNCHRONOUS}` };
}

/** A mapping by the error's type. */
export function textractFamily({ text }: Raised): Verdict | undefined {
  const { type = "" } = told(text) ?? {};
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind === undefined ? undefined : { kind };
}
