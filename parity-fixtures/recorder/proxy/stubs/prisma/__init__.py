"""LiteLLM's proxy asks of each failure whether it is one of prisma's, database or not; `litellm[proxy]` does not bring prisma."""

from . import errors  # noqa: F401
