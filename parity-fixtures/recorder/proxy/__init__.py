"""LiteLLM's proxy as users run it, asked over HTTP in front of a scripted upstream."""
