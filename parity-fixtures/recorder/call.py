"""One call made and recorded."""

import asyncio
import base64
import importlib
import os
import random
import warnings

import litellm
from litellm.litellm_core_utils import token_counter

from . import facts, gateway, host, ids, printing, still, wire

ALMOST_ONE = 1 - 2**-53


def record(call):
    """The record of a call; with retries on, also the bounds of every wait."""
    if not call.get("retries"):
        return made(call)
    most, least = (waits_with(call, draw) for draw in (0.0, ALMOST_ONE))
    whole = made(call)
    if still.WAITS:
        whole["waits"] = list(still.WAITS)
        whole["waits_between"] = [list(it) for it in zip(least, most)]
    return whole


def waits_with(call, draw):
    still.DRAW[0] = draw
    try:
        made(call)
        return list(still.WAITS)
    finally:
        still.DRAW[0] = None


def made(call):
    other_end = prepare(call)
    notes, found = host.Notes(), {}
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        try:
            asyncio.run(perform(call, found))
        except Exception as error:
            found["exception"] = facts.of(error)
            printed = gateway.broken_stream(error, found["chunks"]) if "chunks" in found else gateway.failure(error)
            found["gateway"] = facts.plain(printed)
    told = [facts.plain(it) for it in notes.lines]
    told += [f"{it.category.__name__}: {facts.scrub(str(it.message))}" for it in warned if "qualifier" not in str(it.message)]
    extra = {
        "warnings": list(dict.fromkeys(told)),
        "leaks": list(still.LEAKS),
        "replies_missing": other_end.missing,
        "replies_unused": len(other_end.replies),
    }
    return tidy({"requests": other_end.requests, **found, **{name: it for name, it in extra.items() if it}})


def prepare(call):
    ids.restart()
    still.LEAKS.clear()
    still.WAITS.clear()
    random.seed(0)
    host.RETRIES[0] = bool(call.get("retries"))
    litellm.num_retries = None if call.get("retries") else 0
    os.environ.update(call.get("env", {}))
    for name, value in call.get("settings", {}).items():
        setattr(litellm, name, value)
    return wire.plug_in(call.get("replies", []))


async def perform(call, found):
    answer = function(call["function"], call.get("sync"))(**decode(call.get("kwargs", {})))
    if asyncio.iscoroutine(answer):
        answer = await answer
    if printing.is_model(answer) or not (hasattr(answer, "__aiter__") or hasattr(answer, "__next__")):
        found.update(whole_answer(call["function"], answer))
        return
    found["chunks"] = []
    if hasattr(answer, "__aiter__") and not call.get("sync"):
        async for it in answer:
            found["chunks"].append(printing.chunk(it))
    else:
        for it in answer:
            found["chunks"].append(printing.chunk(it))


def whole_answer(name, answer):
    cost = (getattr(answer, "_hidden_params", None) or {}).get("response_cost")
    priced = {} if cost is None else {"cost": repr(cost)}
    try:
        as_object = answer.model_dump_json() if printing.is_model(answer) else None
        printed = printing.result(name, answer)
    except (TypeError, ValueError) as error:  # the gateway would answer 500: NaN, lone surrogates, integers beyond 64 bits
        return {**priced, "unprintable": facts.scrub(f"{type(error).__name__}: {error}")}
    return {**priced, "result": printed, **({"object": as_object} if as_object and as_object != printed else {})}


def function(name, sync):
    """completion → litellm.acompletion, unless the call says sync or there is no async twin."""
    if name == "anthropic_messages":
        from litellm.anthropic_interface import messages

        return messages.create if sync else messages.acreate
    for candidate in [name] if sync else ["a" + name, name]:
        for place in (litellm, litellm.utils, token_counter):
            if hasattr(place, candidate):
                return getattr(place, candidate)
    raise AttributeError(f"litellm has no {name}")


def decode(value):
    """{"$b64": text} is bytes, {"$error": {…}} an exception, {"$object": "Usage", …} of a LiteLLM type, {"$letters": {…}} a long text."""
    if isinstance(value, list):
        return [decode(it) for it in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$b64"}:
        return base64.b64decode(value["$b64"])
    if set(value) == {"$error"}:
        return raised(value["$error"])
    if "$object" in value:
        return typed(**{key: decode(it) for key, it in value.items()})
    if set(value) == {"$letters"}:
        return letters(**value["$letters"])
    return {key: decode(it) for key, it in value.items()}


def letters(count, of, seed=0):
    """So many of these texts, drawn by a linear congruence; a pair of code points stands for all between them."""
    drawn = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        picked = of[(seed >> 8) % len(of)]
        if isinstance(picked, list):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            picked = chr(picked[0] + (seed >> 8) % (picked[1] - picked[0] + 1))
        drawn.append(picked)
    return "".join(drawn)


TYPES = ("litellm.types.utils", "litellm.types.rerank", "litellm.types.llms.openai", "litellm.llms.base_llm.ocr.transformation")


def typed(**fields):
    name = fields.pop("$object")
    modules = [importlib.import_module(it) for it in TYPES]
    return next(getattr(it, name) for it in modules if hasattr(it, name))(**fields)


def raised(carried):
    error = type(carried.get("class", "Exception"), (Exception,), {})(carried.get("message", ""))
    for name, value in carried.items():
        setattr(error, name, value)
    return error


def tidy(found):
    """Visible ids renumbered, request bodies in base64."""
    found = ids.renumber_all(found, {})
    bodies = [{**it, "body_b64": base64.b64encode(it["body"]).decode()} for it in found["requests"]]
    return {**found, "requests": [{name: value for name, value in it.items() if name != "body"} for it in bodies]}
