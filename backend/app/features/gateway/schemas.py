"""Shapes of OpenAI's chat API, as far as it is spoken here: https://platform.openai.com/docs/api-reference/chat

Clients send much that means nothing to an agent (temperature, seed, …): unknown fields are ignored, as OpenAI's own compatible servers do.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_MESSAGES = 500
MOST_TOOLS = 128


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", str_max_length=1_000_000)


class ImageUrl(_Shape):
    """A picture: a `data:` URL."""

    url: str = Field(max_length=28_000_000)


class ContentPart(_Shape):
    """A piece of a message."""

    type: Literal["text", "image_url", "refusal"]
    text: str = ""
    image_url: ImageUrl | None = None


class FunctionCall(_Shape):
    """What is to be called, with its arguments as JSON text."""

    name: str = Field(max_length=200)
    arguments: str = "{}"


class ToolCallIn(_Shape):
    """A call that an earlier answer asked for."""

    id: str = Field(max_length=200)
    type: Literal["function"] = "function"
    function: FunctionCall


class ChatMessage(_Shape):
    """One message of the conversation so far."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[ContentPart] | None = None
    tool_calls: list[ToolCallIn] | None = Field(None, max_length=MOST_TOOLS)
    tool_call_id: str = Field("", max_length=200)


class FunctionSpec(_Shape):
    """A tool of the client."""

    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    description: str = Field("", max_length=10_000)
    parameters: dict[str, Any] = {"type": "object", "properties": {}}


class ToolIn(_Shape):
    """A tool that the client runs itself."""

    type: Literal["function"]
    function: FunctionSpec


class StreamOptions(_Shape):
    """What a stream tells besides its text."""

    include_usage: bool = False


class ResponseFormat(_Shape):
    """Agents answer in words: anything else is refused rather than not done."""

    type: Literal["text"]


class ChatRequest(_Shape):
    """POST /v1/chat/completions."""

    model: str = Field(max_length=200)
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    tools: Annotated[list[ToolIn], Field(max_length=MOST_TOOLS)] | None = None
    tool_choice: Any = None
    """`none` keeps the client's tools from the model; everything else leaves the choice to it."""
    max_tokens: int | None = Field(None, ge=1)
    max_completion_tokens: int | None = Field(None, ge=1)
    n: Literal[1] | None = None
    response_format: ResponseFormat | None = None
