"""Records what the pinned LiteLLM sends and answers. See ../README.md."""
