"""Functions of LiteLLM's gateway, lifted out of its source: importing the gateway would change how LiteLLM behaves."""

import ast
import functools
import json
import os
import types
import typing
from collections.abc import Mapping

import litellm
import orjson


def lift(path, names, **needs):
    """The named top-level definitions of one gateway file, evaluated with only what they need."""
    with open(os.path.join(os.path.dirname(litellm.__file__), "proxy", *path.split("/")), encoding="utf-8") as source:
        tree = ast.parse(source.read())
    space = {"Any": object, "Final": typing.Final, "Mapping": Mapping, "MappingProxyType": types.MappingProxyType, **needs}
    found = [it for it in tree.body if defines(it) in names]
    exec(compile(ast.Module(found, []), path, "exec"), space)
    return space


def defines(node):
    target = getattr(node, "target", None) or next(iter(getattr(node, "targets", [])), None)
    return getattr(node, "name", None) or getattr(target, "id", None)


@functools.cache
def simple_chunk():
    """Prints plain text chunks of chat by hand (1.103.7; 1.82.1 did not); None where this version has no such function."""
    dumps = types.SimpleNamespace(dumps=orjson.dumps)
    space = lift("proxy_server.py", {"_fast_serialize_simple_model_response_stream"}, ModelResponseStream=object, orjson=dumps)
    return space.get("_fast_serialize_simple_model_response_stream")


@functools.cache
def error_functions():
    from fastapi import status
    from litellm.constants import DEFAULT_MAX_RECURSE_DEPTH, STRINGIFIED_NONE

    payload = lift(
        "common_utils/openai_error_payload.py",
        {"_OPENAI_ERROR_TYPE_BY_STATUS", "attribute_of", "openai_error_type", "openai_error_param"},
        status=status,
        STRINGIFIED_NONE=STRINGIFIED_NONE,
    )
    chain = lift("common_request_processing.py", {"_has_attribute_error_in_chain"}, DEFAULT_MAX_RECURSE_DEPTH=DEFAULT_MAX_RECURSE_DEPTH)
    carried = lift("_types.py", {"ProxyException"}, RouterErrors=router_errors())
    return {**payload, **chain, **carried}


def router_errors():
    from litellm.types.router import RouterErrors

    return RouterErrors


def failure(error):
    """What `_handle_llm_api_exception` and `openai_exception_handler` make of an exception."""
    from litellm._logging import redact_internal_details_from_client_message

    own = error_functions()
    if own["_has_attribute_error_in_chain"](error):
        raised = own["ProxyException"](message=f"Invalid request format: {error}", type="invalid_request_error", param=None, code=400)
    else:
        status = getattr(error, "status_code", None)
        code = status if isinstance(status, int) and 400 <= status <= 599 else 500
        raised = own["ProxyException"](
            message=redact_internal_details_from_client_message(getattr(error, "message", f"{error}")),
            type=own["openai_error_type"](error, code),
            param=own["openai_error_param"](error),
            openai_code=getattr(error, "code", None),
            code=code,
            provider_specific_fields=getattr(error, "provider_specific_fields", None),
        )
    return {"status": int(raised.code), "body": compact({"error": raised.to_dict()})}


def broken_stream(error, chunks):
    """The last event `async_data_generator` writes when a stream fails; before any chunk `create_response` makes it a whole answer."""
    raised = error_functions()["ProxyException"](
        message=getattr(error, "message", str(error)),
        type=getattr(error, "type", "None"),
        param=getattr(error, "param", "None"),
        code=getattr(error, "status_code", 500),
    )
    if chunks:
        return {"data": json.dumps({"error": raised.to_dict()})}
    return {"status": int(raised.code), "body": compact({"error": raised.to_dict()})}


def compact(value):
    """starlette's JSONResponse."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
