"""Functions of LiteLLM's gateway, lifted out of its source: importing the gateway would change how LiteLLM behaves."""

import ast
import functools
import json
import os

import litellm
import orjson


def lift(path, *names, **given):
    """The named definitions of one gateway file with whatever they need of it and of outside the gateway, or {} where this release has none."""
    with open(os.path.join(os.path.dirname(litellm.__file__), "proxy", *path.split("/")), encoding="utf-8") as source:
        body = ast.parse(source.read()).body
    defined = {name: node for node in body for name in defines(node)}
    needed, space = [it for it in names if it in defined], dict(given)
    for name in needed:  # grows while it is walked
        found = {it.id for it in ast.walk(defined[name]) if isinstance(it, ast.Name)}
        needed += [it for it in sorted(found) if it in defined and it not in needed and it not in given]
    chosen = [narrowed(node, needed) for node in body if set(defines(node)) & set(needed)]
    exec(compile(ast.Module([it for it in chosen if it], []), path, "exec"), space)
    return space


def defines(node):
    """The names a top-level statement gives meaning to."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [it.asname or it.name.split(".")[0] for it in node.names]
    targets = [getattr(node, "target", None), *getattr(node, "targets", [])]
    return [name for it in [node, *targets] if (name := getattr(it, "name", None) or getattr(it, "id", None))]


def narrowed(node, needed):
    """An import of only what is needed, and nothing of the gateway."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return node
    if (getattr(node, "module", None) or "").startswith("litellm.proxy"):
        return None
    kept = [it for it in node.names if (it.asname or it.name.split(".")[0]) in needed]
    return type(node)(**{**{field: getattr(node, field) for field in node._fields}, "names": kept}, lineno=node.lineno, col_offset=0)


@functools.cache
def simple_chunk():
    """Prints plain text chunks of chat by hand (1.103.7; 1.82.1 did not); None where this release has no such function."""
    name = "_fast_serialize_simple_model_response_stream"
    return lift("proxy_server.py", name, orjson=orjson).get(name)


@functools.cache
def error_functions():
    carried = lift("_types.py", "ProxyException")
    payload = lift("common_utils/openai_error_payload.py", "openai_error_type", "openai_error_param", **carried)
    return {**carried, **payload, **lift("common_request_processing.py", "_has_attribute_error_in_chain")}


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
