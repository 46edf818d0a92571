"""Shapes of OpenAI's chat API, as far as it is spoken here: https://platform.openai.com/docs/api-reference/chat

A field is honoured, or it is a hint that changes nothing of what was asked for (`HINTS`), or it is refused: never dropped in silence.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator
from pydantic_core import PydanticCustomError

from app.kit.llm.structured import unsendable, usable

MOST_MESSAGES = 500
MOST_TOOLS = 128
MOST_STOPS = 4
HINTS = frozenset({
    "top_p", "seed", "frequency_penalty", "presence_penalty", "reasoning_effort", "verbosity", "prediction", "service_tier",
    "user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "metadata",
})  # fmt: skip
"""How words are drawn, how much is thought, who is served first, how a client keeps its books."""


def _only(*meaningless: Any, why: str = "is not supported here") -> BeforeValidator:
    """A field that is taken where it says what happens anyhow."""

    def check(given: Any) -> Any:
        if given is not None and given not in meaningless:
            raise PydanticCustomError("unsupported", "{why}", {"why": why})
        return None

    return BeforeValidator(check)


def _either(kind: type, name: str, other: str) -> Discriminator:
    """Which of two shapes is meant, so that an error tells of that one only."""
    return Discriminator(lambda given: name if isinstance(given, kind) else other)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", str_max_length=1_000_000)


class ImageUrl(_Shape):
    """A picture: a `data:` URL."""

    url: str = Field(max_length=28_000_000)


class ContentPart(_Shape):
    """A piece of a message."""

    type: Literal["text", "image_url", "refusal"]
    text: str = ""
    refusal: str = ""
    image_url: ImageUrl | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ContentPart":
        if self.type == "image_url" and self.image_url is None:
            raise PydanticCustomError("incomplete", "has no image_url")
        return self


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
    content: Annotated[Annotated[str, Tag("text")] | Annotated[list[ContentPart], Tag("parts")], _either(list, "parts", "text")] | None = (
        None
    )
    name: str = Field("", max_length=64)
    """Who of several people (or programs) said it."""
    tool_calls: list[ToolCallIn] | None = Field(None, max_length=MOST_TOOLS)
    tool_call_id: str = Field("", max_length=200)


class FunctionSpec(_Shape):
    """A tool of the client."""

    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    description: str = Field("", max_length=10_000)
    parameters: dict[str, Any] = {"type": "object", "properties": {}}
    strict: bool | None = None
    """Whether a call with other arguments than `parameters` describes must never come."""

    @model_validator(mode="after")
    def _callable(self) -> "FunctionSpec":
        if self.parameters.get("type", "object") != "object":
            raise PydanticCustomError("schema", "has parameters that are no object")
        if why := unsendable(self.parameters):
            raise PydanticCustomError("schema", "{why}", {"why": f"has parameters whose content {why}"})
        if self.strict:
            self.parameters = _usable(self.parameters)
        return self


class ToolIn(_Shape):
    """A tool that the client runs itself."""

    type: Literal["function"]
    function: FunctionSpec


class StreamOptions(_Shape):
    """What a stream tells besides its text."""

    include_usage: bool = False


class NamedFunction(_Shape):
    """A function by its name."""

    name: str = Field(max_length=64)


class Choice(_Shape):
    """One function."""

    type: Literal["function"]
    function: NamedFunction


class Allowed(_Shape):
    """Some of the functions."""

    mode: Literal["auto", "required"]
    tools: list[Choice] = Field(min_length=1, max_length=MOST_TOOLS)


class AllowedTools(_Shape):
    """Only these, or one of these."""

    type: Literal["allowed_tools"]
    allowed_tools: Allowed


ToolChoice = Annotated[
    Annotated[Literal["none", "auto", "required"], Tag("word")]
    | Annotated[Annotated[Choice | AllowedTools, Field(discriminator="type")], Tag("tool")],
    _either(dict, "tool", "word"),
]


class JsonSchema(_Shape):
    """The shape of an answer."""

    name: str = Field("answer", max_length=64)
    schema_: dict[str, Any] = Field({"type": "object"}, alias="schema")

    @field_validator("schema_")
    @classmethod
    def _usable(cls, given: dict[str, Any]) -> dict[str, Any]:
        return _usable(given)


def _usable(schema: dict[str, Any]) -> dict[str, Any]:
    """It comes from outside and is held against whatever a model says."""
    try:
        return usable(schema)
    except ValueError as error:
        raise PydanticCustomError("schema", "{why}", {"why": str(error)}) from error


class ResponseFormat(_Shape):
    """Words, any JSON object, or JSON of a shape: what comes back has been checked."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def _whole(self) -> "ResponseFormat":
        if self.type == "json_schema" and self.json_schema is None:
            raise PydanticCustomError("incomplete", "has no json_schema")
        return self

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
    tool_choice: ToolChoice | None = None
    parallel_tool_calls: bool | None = None
    max_tokens: int | None = Field(None, ge=1)
    max_completion_tokens: int | None = Field(None, ge=1)
    temperature: float | None = Field(None, ge=0, le=2)
    stop: (
        Annotated[
            Annotated[str, Tag("word")] | Annotated[list[str], Field(max_length=MOST_STOPS), Tag("words")], _either(list, "words", "word")
        ]
        | None
    ) = None
    response_format: ResponseFormat | None = None
    n: Annotated[None, _only(1, why="may only be 1: ask again for another answer")] = None
    logprobs: Annotated[None, _only(False)] = None
    top_logprobs: Annotated[None, _only(0)] = None
    logit_bias: Annotated[None, _only({})] = None
    store: Annotated[None, _only(False, why="is not supported here: nothing is kept")] = None
    modalities: Annotated[None, _only(["text"], why="may only be text")] = None
    audio: Annotated[None, _only()] = None
    web_search_options: Annotated[None, _only()] = None
    functions: Annotated[None, _only([], why="are called tools by now, and only known as such")] = None
    function_call: Annotated[None, _only("none", "auto", why="is called tool_choice by now, and only known as such")] = None

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_hints(cls, given: Any) -> Any:
        return {key: value for key, value in given.items() if key not in HINTS} if isinstance(given, dict) else given

    @property
    def stops(self) -> tuple[str, ...]:
        """Words at which the answer ends."""
        return tuple(filter(None, [self.stop] if isinstance(self.stop, str) else self.stop or ()))
