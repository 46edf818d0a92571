"""Chat completions: from OpenAI's words to a turn of an agent, and back."""

from app.features.gateway.service.answering import Reply, error_body
from app.features.gateway.service.asking import opened

__all__ = ["Reply", "error_body", "opened"]
