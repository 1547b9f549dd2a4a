import type { Adapter } from "../adapter.ts";
import type { OptionRule } from "../call.ts";
import { Secret } from "../secret.ts";
import type { Kwargs, Reading } from "./front.ts";

/** What a call says of where it goes besides key and base URL, or the argument that cannot say it. */
export type OcrTargetRead =
  | { readonly read: "target"; readonly target: Pick<Reading<"ocr">, "options" | "secrets"> }
  | { readonly read: "raised"; readonly text: string };

type Rules = Readonly<Record<string, OptionRule>>;

function namesOf(rules: Rules = {}): readonly string[] {
  return Object.entries(rules).flatMap(([name, { args = [name] }]) => args);
}

/** The arguments that say where a call of this adapter goes. */
export function targetArguments({ connection }: Adapter<"ocr">): readonly string[] {
  return [...namesOf(connection.options), ...namesOf(connection.secrets)];
}

interface Asked<T> {
  readonly rules: Rules | undefined;
  is(value: unknown): value is T;
}

function taken<T>(kwargs: Kwargs, { rules, is }: Asked<T>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(rules ?? {}).flatMap(([name, { args = [name] }]) => {
      const found = args.map((arg) => kwargs[arg]).find(is);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isSecret(value: unknown): value is Secret {
  return value instanceof Secret;
}

/** Reads a call's region, project, tenant and the like, as the adapter's `connection` names them. */
export function readTarget(kwargs: Kwargs, adapter: Adapter<"ocr">): OcrTargetRead {
  const { options, secrets } = adapter.connection;
  const isWrong = (name: string): boolean => {
    const value = kwargs[name] ?? "";
    return typeof value !== "string" && !isSecret(value);
  };
  const wrong = targetArguments(adapter).find(isWrong);
  if (wrong !== undefined) return { read: "raised", text: `${wrong}: Input should be a valid string` };
  return {
    read: "target",
    target: {
      options: taken(kwargs, { rules: options, is: isText }),
      secrets: taken(kwargs, { rules: secrets, is: isSecret }),
    },
  };
}
