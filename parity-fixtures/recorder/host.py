"""LiteLLM, as it is but quiet: no callbacks, no telemetry, no native core, retries only where a call asks for them."""

import importlib.util
import logging
import re
import sys
import types

RETRIES = [False]


def load():
    """Imports LiteLLM and silences it; the module is returned."""
    # The native core opens its own sockets, past every interception.
    sys.modules["litellm.rust_bridge._native"] = None
    try:
        import litellm
    except ImportError:  # later versions cannot be imported without it: load it, and shut its routes
        for name in [it for it in sys.modules if it.split(".")[0] == "litellm"]:
            del sys.modules[name]
        import litellm
        from litellm.rust_bridge.bindings import NativeBinding

        NativeBinding.load = lambda self: None
    litellm.disable_aiohttp_transport = True
    litellm.telemetry, litellm.suppress_debug_info = False, True
    litellm.cache, litellm.disable_streaming_logging = None, True
    for name in [it for it in vars(litellm) if re.fullmatch(r"callbacks|_?\w+_callback", it)]:
        if isinstance(getattr(litellm, name), list):
            setattr(litellm, name, [])
    for step in (no_logging, retries_on_request, google_token, warm):
        quietly(step)
    return litellm


def quietly(step):
    """For hooks into internals that some version may not have."""
    try:
        step()
    except Exception as error:
        print(f"recorder: {step.__name__}: {type(error).__name__}: {error}", file=sys.stderr)


def no_logging():
    from litellm.litellm_core_utils.litellm_logging import Logging
    from litellm.litellm_core_utils.logging_worker import LoggingWorker

    async def nothing(*_, **__):
        return None

    for name in ("success_handler", "failure_handler"):
        setattr(Logging, name, lambda *_, **__: None)
        setattr(Logging, "async_" + name, nothing)
    LoggingWorker.ensure_initialized_and_enqueue = lambda self, async_coroutine: async_coroutine.close()


def retries_on_request():
    """The OpenAI SDK's own retries; LiteLLM's are set by `litellm.num_retries` for each call."""
    from openai._models import FinalRequestOptions

    asked = FinalRequestOptions.get_max_retries
    FinalRequestOptions.get_max_retries = lambda self, max_retries: asked(self, max_retries) if RETRIES[0] else 0


def google_token():
    from litellm.llms.vertex_ai.vertex_llm_base import VertexBase

    credentials = types.SimpleNamespace(
        token="ya29.parity",
        expired=False,
        valid=True,
        refresh=lambda request: None,
        quota_project_id="parity-project",
        project_id="parity-project",
        expiry=None,
    )
    VertexBase.load_auth = lambda self, credentials_=None, project_id=None, **_: (credentials, project_id or "parity-project")
    if importlib.util.find_spec("vertexai") is None:  # LiteLLM only asks whether it is there
        stub = sys.modules["vertexai"] = types.ModuleType("vertexai")
        stub.preview = sys.modules["vertexai.preview"] = types.ModuleType("vertexai.preview")


def warm():
    """Slow and stateless: paid once, inherited by every fork."""
    import litellm
    from litellm.llms.custom_httpx.http_handler import get_ssl_configuration

    get_ssl_configuration()
    for model in ("gpt-4o", "gpt-3.5-turbo", "claude-3-haiku-20240307"):
        litellm.token_counter(model=model, text="x")


class Notes(logging.Handler):
    """What LiteLLM would have told the operator."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []
        for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [self], False
            logger.setLevel(logging.WARNING)

    def emit(self, record):
        if not re.search(r"logging|proxy|pass_through", record.pathname):
            self.lines.append(f"{record.levelname}: {record.getMessage()}")
