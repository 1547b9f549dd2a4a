"""Results and chunks as a client of LiteLLM's gateway receives them (../README.md tells how each was established)."""

import base64
import json

import orjson

from . import gateway


def compact(value):
    """The gateway's JSONResponse; a lone surrogate is an error, as it is there."""
    return gateway.compact(value).encode().decode()


def fast(value):
    """FastAPI's ORJSONResponse: floats are spelled 1e-7, not 1e-07."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def is_model(it):
    return hasattr(it, "model_dump") and hasattr(type(it), "model_fields")


def jsonable(value):
    """What FastAPI makes of a returned object: models whole and by alias, nulls and defaults included."""
    if is_model(value):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {key: jsonable(it) for key, it in value.items()}
    return [jsonable(it) for it in value] if isinstance(value, (list, tuple)) else value


def chat(response):
    """Nulls and unset fields go; null content and role stay where a message or delta has them."""
    if not is_model(response):
        return compact(jsonable(response))
    shown = response.model_dump(exclude_none=True, exclude_unset=True)
    for choice, printed in zip(getattr(response, "choices", None) or [], shown.get("choices") or []):
        for part, field in (("message", "content"), ("message", "role"), ("delta", "content")):
            if isinstance(printed.get(part), dict) and hasattr(getattr(choice, part, None), field):
                printed[part].setdefault(field, getattr(getattr(choice, part), field))
    return compact(jsonable(shown))


def whole_by_orjson(response):
    native = getattr(response, "get_provider_native_response", lambda: None)()
    return fast(jsonable(response) if native is None else native)


def whole(response):
    return compact(jsonable(response))


RESULTS = {
    "completion": chat,
    "ocr": whole_by_orjson,
    "embedding": whole_by_orjson,
    "rerank": whole_by_orjson,
    "moderation": whole_by_orjson,
    "image_generation": whole_by_orjson,
    "image_edit": whole_by_orjson,
}


def result(function, response):
    return RESULTS.get(function, whole)(response)


def chunk(it):
    """One chunk's text after `data: `; raw bytes that are cut inside a character as {"b64"}."""
    if is_model(it):
        by_hand = gateway.simple_chunk() if type(it).__name__ == "ModelResponseStream" else None
        printed = by_hand(it) if by_hand else None
        return printed.decode() if printed else it.model_dump_json(exclude_none=True, exclude_unset=True)
    if isinstance(it, (bytes, bytearray)):
        try:
            return bytes(it).decode()
        except UnicodeDecodeError:
            return {"b64": base64.b64encode(it).decode()}
    return it if isinstance(it, str) else json.dumps(it, default=str)
