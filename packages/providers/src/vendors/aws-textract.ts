import { type Call, type Connection, type Given, type Secret, type Signature, secret } from "@lintel/core";
import { mapper } from "../faults/index.ts";
import type { OcrNeeds } from "../ocr/index.ts";
import { explained, operationOf, textract, textractFamily } from "../wires/textract/index.ts";

const NO_REGION = "Missing AWS region - pass aws_region_name or set AWS_REGION_NAME or AWS_REGION";

const WRONG_REGION = "Invalid aws_region_name";

// It becomes a part of the host's name.
const REGION = /^[a-z0-9-]+$/;

const NO_CREDENTIALS =
  "Missing AWS credentials - pass aws_access_key_id and aws_secret_access_key or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

const connection = {
  key: { settings: [], env: [] },
  base: { settings: [], env: [] },
  options: { aws_region_name: { env: ["AWS_REGION_NAME", "AWS_REGION"] } },
  secrets: {
    aws_access_key_id: { env: ["AWS_ACCESS_KEY_ID"] },
    aws_secret_access_key: { env: ["AWS_SECRET_ACCESS_KEY"] },
    aws_session_token: { env: ["AWS_SESSION_TOKEN"] },
  },
} as const satisfies Connection;

/** Whether a credential is an argument of the call, not of the environment. */
function isOwn({ name }: Secret): boolean {
  return name.startsWith("aws_");
}

/** What requests are signed with: the call's own credentials, or those of AWS's names. A session goes with the key it came with. */
function signature(
  { target: { secrets = {} } }: Call<"ocr">,
  given: Given<OcrNeeds>,
): Omit<Signature, "region"> | undefined {
  const { aws_access_key_id: accessKeyId = given.accessKeyId } = secrets;
  const { aws_secret_access_key: secretAccessKey = given.secretAccessKey } = secrets;
  const { aws_session_token: session = given.sessionToken } = secrets;
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const isSessions = session !== undefined && isOwn(session) === isOwn(accessKeyId);
  return {
    sign: "sigv4",
    service: "textract",
    accessKeyId,
    secretAccessKey,
    ...(isSessions && { sessionToken: session }),
  };
}

const mapped = mapper(textractFamily);

/** Amazon Textract, https://docs.aws.amazon.com/textract/latest/APIReference/Welcome.html. */
export const awsTextract = textract({
  provider: "aws_textract",
  connection,
  inlines: true,
  needs: ({ target: { secrets = {} } }) =>
    secrets.aws_access_key_id === undefined
      ? {
          accessKeyId: secret("AWS_ACCESS_KEY_ID"),
          secretAccessKey: secret("AWS_SECRET_ACCESS_KEY"),
          sessionToken: secret("AWS_SESSION_TOKEN"),
        }
      : {},
  address(call, given) {
    const { base, options } = call.target;
    const { aws_region_name: region } = options;
    if (region === undefined) return { refused: NO_REGION };
    if (!REGION.test(region)) return { refused: WRONG_REGION };
    const sign = signature(call, given);
    if (sign === undefined) return { refused: NO_CREDENTIALS };
    return {
      url: base ?? `https://textract.${region}.amazonaws.com/`,
      headers: [],
      fixed: [
        ["X-Amz-Target", operationOf(call.model)?.target ?? ""],
        ["Content-Type", "application/x-amz-json-1.1"],
      ],
      sign: { ...sign, region },
    };
  },
  fault: (raised, context) => mapped(explained(raised), context),
});
