"""Shapes of OpenAI's chat API, as far as it is spoken here: https://platform.openai.com/docs/api-reference/chat

Clients send much that means nothing to an agent (temperature, seed, …): unknown fields are ignored, as OpenAI's own compatible servers do.
"""

from typing import Annotated, Any, Literal

import orjson
from jsonschema import Draft202012Validator, SchemaError  # type: ignore[import-untyped]
from pydantic import BaseModel, ConfigDict, Field, field_validator

MOST_SCHEMA = 20_000
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


class JsonSchema(_Shape):
    """The shape of an answer. Bounded: it comes from outside and is held against whatever a model says."""

    name: str = Field("answer", max_length=64)
    schema_: dict[str, Any] = Field({"type": "object"}, alias="schema")

    @field_validator("schema_")
    @classmethod
    def _usable(cls, given: dict[str, Any]) -> dict[str, Any]:
        text = orjson.dumps(given)
        if len(text) > MOST_SCHEMA:
            raise ValueError(f"has more than {MOST_SCHEMA} characters")
        for word in ("$ref", "$dynamicRef", "pattern", "patternProperties"):  # addresses to fetch, expressions that never end
            if f'"{word}":'.encode() in text:
                raise ValueError(f"may not use {word}")
        try:
            Draft202012Validator.check_schema(given)
        except SchemaError as error:
            raise ValueError(f"is no JSON Schema: {error.message[:200]}") from error
        return given


class ResponseFormat(_Shape):
    """Words, any JSON object, or JSON of a shape: what comes back has been checked."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @property
    def wanted(self) -> dict[str, Any] | None:
        """The JSON Schema to hold the answer to."""
        if self.type == "text":
            return None
        return self.json_schema.schema_ if self.json_schema else {"type": "object"}


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
