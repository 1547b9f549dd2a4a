import { fromLatin1 } from "./bytes.ts";
import { replyBodies } from "./conditions.ts";
import { saysWhatCame } from "./messages-told.ts";
import type { Judged } from "./rule.ts";

type Relation = (judged: Judged) => boolean;

function isPrefix(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.every((chunk, at) => chunk === theirs[at]);
}

/** What a list has more than another that is in it, in order; undefined if it is not. */
function beyond(longer: readonly string[], shorter: readonly string[]): readonly string[] | undefined {
  let at = 0;
  const more = longer.filter((chunk) => {
    const isShared = chunk === shorter[at];
    if (isShared) at += 1;
    return !isShared;
  });
  return at === shorter.length ? more : undefined;
}

/** Whether all that one list has more than the other begins like this; more there is. */
function isBeyond(lists: readonly [longer: readonly string[], shorter: readonly string[]], begins: RegExp): boolean {
  const more = beyond(...lists) ?? [];
  return more.length > 0 && more.every((chunk) => begins.test(chunk));
}

function isFailedAlike({ recorded: { exception }, replayed: { exception: fault } }: Judged): boolean {
  return (
    exception !== undefined && exception.class === fault?.class && exception.status_code === String(fault?.status_code)
  );
}

/** Whether what a message says, behind LiteLLM's own words, stands in a reply. */
function isQuoted(message: string | undefined, { line }: Judged): boolean {
  const [, said] = /Exception - (.+?)(?:\. Handle with `litellm\.\w+`\.)?$/s.exec(message ?? "") ?? [];
  if (said === undefined) return false;
  const bodies = replyBodies(line).map((body) => new TextDecoder().decode(fromLatin1(body)));
  return bodies.some((body) => body.includes(said) || body.includes(JSON.stringify(said).slice(1, -1)));
}

/** Whether streams of messages are the same but for their last event, an error: what it says on either side. */
function lastErrors({ recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }: Judged): readonly string[] {
  const errors = [theirs, ours].map(
    (chunks) => /^event: error\n.*"message": "(.*)"\}\}\n+$/.exec(chunks.at(-1) ?? "")?.[1],
  );
  const isSame = theirs.length === ours.length && isPrefix(theirs.slice(0, -1), ours);
  return isSame ? errors.filter((words) => words !== undefined) : [];
}

/** LiteLLM's message for a failure within a stream that it has wrapped once more than ours. */
function wrappedAgain(message: string): readonly string[] {
  const bare = message.replace(/^litellm\.MidStreamFallbackError: /, "");
  return [
    `${message} Original exception: `,
    `litellm.MidStreamFallbackError: litellm.MidStreamFallbackError: ${bare} Original exception: `,
  ];
}

/** How outcome stands to outcome where a rule speaks of more than places. */
export const RELATIONS = {
  /** LiteLLM ends a cut stream as if it were whole; ours ends the same chunks in a fault. */
  "same-chunks-then-fault": ({
    recorded: { chunks: theirs = [], exception },
    replayed: { chunks: ours = [], ...rest },
  }) =>
    exception === undefined && rest.exception !== undefined && ours.length <= theirs.length && isPrefix(ours, theirs),
  /** LiteLLM dies of a Python error over the caller's arguments; ours, which has sent as much, refuses them as the caller's mistake. */
  "refused-instead": ({ recorded: { requests }, replayed: { requests: sent, exception } }) =>
    requests.length === sent.length &&
    (exception?.class === "BadRequestError" || exception?.class === "UnsupportedParamsError"),
  /** Ours lacks nothing but the usage chunk that LiteLLM adds at the end of a stream. */
  "without-usage-chunk": ({ recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }) =>
    theirs.length === ours.length + 1 && isPrefix(ours, theirs) && (theirs.at(-1) ?? "").includes('"usage":{'),
  /** Both fail, with the same class and status. */
  "failed-alike": isFailedAlike,
  /** Both fail, with the same class and status; ours quotes the reply. */
  "failed-alike-quoting": (judged) => isFailedAlike(judged) && isQuoted(judged.replayed.exception?.message, judged),
  /** Ours fails in the words of the reply. */
  "reply-quoted": (judged) => isQuoted(judged.replayed.exception?.message, judged),
  /** Ours fails in the same words, told once where LiteLLM tells them twice over. */
  "told-once": ({ recorded: { exception }, replayed: { exception: fault } }) =>
    exception?.status_code === String(fault?.status_code) &&
    wrappedAgain(fault?.message ?? "").some((words) => exception.message?.startsWith(words)),
  /** Ours fails with the same words at the end, the key in them aside, and with the same status where LiteLLM tells one. */
  "same-words-wrapped": ({ recorded: { exception }, replayed: { exception: fault } }) =>
    exception?.message !== undefined &&
    (exception.status_code ?? String(fault?.status_code)) === String(fault?.status_code) &&
    fault?.message.endsWith(exception.message.replaceAll("sk-parity", "REDACTED")) === true,
  /** Ours fails in the same words but for the key. */
  "key-redacted": (judged) =>
    isFailedAlike(judged) &&
    judged.replayed.exception?.message === judged.recorded.exception?.message?.replaceAll("sk-parity", "REDACTED"),
  /** LiteLLM succeeds where ours is a fault. */
  "fault-instead": ({ recorded: { exception }, replayed: { exception: fault } }) =>
    exception === undefined && fault !== undefined,
  /** LiteLLM fails where ours succeeds. */
  "answer-instead": ({ recorded: { exception }, replayed: { exception: fault } }) =>
    exception !== undefined && fault === undefined,
  /** A stream of messages that ends in an error event beyond what LiteLLM told. */
  "error-told": ({ recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }) =>
    ours.length === theirs.length + 1 && isPrefix(theirs, ours) && (ours.at(-1) ?? "").startsWith("event: error\n"),
  /** A stream of messages that ends in the same error event, its words told once where LiteLLM tells them twice over. */
  "error-told-once": (judged) => {
    const [said, once] = lastErrors(judged);
    return once !== undefined && wrappedAgain(once).some((words) => said?.startsWith(words));
  },
  /** A stream of messages that ends in an error event, too, in the words of the reply. */
  "error-quoted": (judged) => {
    const [, said] = lastErrors(judged);
    return isQuoted(said, judged);
  },
  /** A stream of messages whose blocks ours ends where LiteLLM leaves some open. */
  "blocks-ended": ({ recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }) =>
    isBeyond([ours, theirs], /^event: content_block_stop\n/),
  /** A stream of messages in which LiteLLM begins and ends texts that say nothing. */
  "empty-texts-spared": ({ recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }) =>
    isBeyond([theirs, ours], /^event: content_block_st(?:art\n.*"type": "text", "text": ""\}|op\n)/),
  /** A stream of messages that is LiteLLM's as far as its message_stop. */
  "ended-once": ({ recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }) =>
    isPrefix(ours, theirs) && (ours.at(-1) ?? "").startsWith("event: message_stop\n"),
  /** The same but for the number of pages fetched, none, that ours tells with that of searches. */
  "fetches-told": ({ recorded: theirs, replayed: ours }) => {
    const bare = (text: string): string => text.replace(/, ?"web_fetch_requests": ?0/, "");
    const [told = [], said = []] = [ours, theirs].map(({ result, chunks = [] }) => [result ?? "", ...chunks]);
    return told.length === said.length && told.every((text, at) => bare(text) === said[at]);
  },
  /** A stream of messages that says, block by block, what the chunks of the reply say. */
  "says-what-came": ({ line, recorded: { chunks: theirs = [] }, replayed: { chunks: ours = [] } }) =>
    saysWhatCame({ theirs, ours, replies: replyBodies(line) }),
} as const satisfies Readonly<Record<string, Relation>>;

export type RelationName = keyof typeof RELATIONS;
