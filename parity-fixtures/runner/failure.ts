import { parse } from "@lintel/core/json";
import { asText, isObject } from "./case.ts";
import { type Likeness, SAME } from "./level.ts";
import { holdsTraceback, withoutPython } from "./python-text.ts";
import { FAILURE_FIELDS, type FailureField, type Recorded, spelled } from "./recorded.ts";
import type { ExceptionFacts, GatewayFacts, Told } from "./told.ts";

type Fields = Readonly<Record<FailureField, string | undefined>>;

function differs(path: string): Likeness {
  return { degree: "differs", path };
}

function fieldsOf(exception: ExceptionFacts | undefined): Fields {
  const status = exception?.status_code;
  return {
    class: exception?.class,
    status_code: status === undefined || status === null ? undefined : String(status),
    message: exception?.message,
    param: spelled(exception?.param),
    code: spelled(exception?.code),
    llm_provider: exception?.llm_provider,
  };
}

/** Whether messages say the same, Python's own artefacts aside; one with a cut traceback is not compared. */
function isSameMessage(theirs: string | undefined, ours: string | undefined): boolean {
  if (theirs === undefined || ours === undefined) return theirs === ours;
  return theirs === ours || holdsTraceback(theirs) || withoutPython(theirs) === withoutPython(ours);
}

/** The attributes of a failure that are not the same on both sides. */
export function failureDifferences(
  theirs: Recorded["exception"],
  ours: ExceptionFacts | undefined,
): readonly FailureField[] {
  const [left, right] = [theirs ?? fieldsOf(undefined), fieldsOf(ours)];
  return FAILURE_FIELDS.filter((name) =>
    name === "message" ? !isSameMessage(left.message, right.message) : left[name] !== right[name],
  );
}

function errorOf(body: string): Readonly<Record<string, unknown>> {
  const read = parse(body);
  const error = read.ok && isObject(read.value) ? read.value.error : undefined;
  return isObject(error) ? error : { body };
}

/** The members of the gateway's error that are not the same on both sides; `status` is the HTTP status. */
export function gatewayDifferences(
  { gateway: theirs, exception }: Pick<Recorded, "gateway" | "exception">,
  ours: GatewayFacts | undefined,
): readonly string[] {
  if (theirs === undefined) return [];
  if (ours === undefined) return ["body"];
  if (theirs.status !== ours.status) return ["status"];
  if (theirs.body === ours.body) return [];
  const [left, right] = [errorOf(theirs.body), errorOf(ours.body)];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  const isCut = holdsTraceback(exception?.message ?? "");
  return names.filter((name) =>
    name === "message"
      ? !isCut && !isSameMessage(asText(left.message), asText(right.message))
      : JSON.stringify(left[name]) !== JSON.stringify(right[name]),
  );
}

/** How far two failures agree: the attributes of the exception, then what a gateway's client sees of it. */
export function failureLikeness(
  theirs: Pick<Recorded, "exception" | "gateway">,
  ours: Pick<Told, "exception" | "gateway">,
): Likeness | undefined {
  if (theirs.exception === undefined && ours.exception === undefined) return undefined;
  if (theirs.exception === undefined || ours.exception === undefined) return differs("/exception");
  const [field] = failureDifferences(theirs.exception, ours.exception);
  if (field !== undefined) return differs(`/exception/${field}`);
  const [member] = gatewayDifferences(theirs, ours.gateway);
  return member === undefined ? SAME : differs(`/gateway/${member}`);
}
