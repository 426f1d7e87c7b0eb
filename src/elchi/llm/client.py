"""Requests to an OpenAI-compatible endpoint: retried with back-off, held to a budget of tokens and of money.

Rate limits (429), overload (5xx), broken connections and time-outs are tried again, after the time that the server
names or ever longer pauses; a refusal (other 4xx) is final. What a request used is what the server says it used.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from elchi.errors import ElchiError, SettingsError

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_PAUSE = 30.0
_CHARACTERS_PER_TOKEN = 3  # a cautious guess, for what a server leaves unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the model is, and how long to wait for it; `timeout` and `pause` are in seconds."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0
    tries: int = 4
    pause: float = 1.0
    answer_tokens: int = 4_000


@dataclass(slots=True)
class Budget:
    """What may be spent, and what has been; `price` is the cost of a million tokens in any currency."""

    max_tokens: int | None = None
    max_cost: float | None = None
    price: float = 0.0
    used: int = 0

    @property
    def cost(self) -> float:
        """What the tokens used have cost."""
        return self.used * self.price / 1_000_000

    def check(self, expected: int) -> None:
        """Raise ElchiError where a request of `expected` tokens would go over the budget."""
        if self.max_tokens is not None and self.used + expected > self.max_tokens:
            raise ElchiError(
                f"the budget of {self.max_tokens} tokens is used up ({self.used} used, about {expected} more needed)",
                mend="raise --max-tokens, or go on later: answers so far are kept",
            )
        if self.max_cost is not None and (self.used + expected) * self.price / 1_000_000 > self.max_cost:
            raise ElchiError(
                f"the budget of {self.max_cost:g} is used up ({self.cost:.4f} spent)",
                mend="raise --max-cost, or go on later: answers so far are kept",
            )


class ChatClient:
    """A client of one endpoint; `sleep` is how it waits, so that tests need not."""

    def __init__(self, endpoint: Endpoint, budget: Budget, *, sleep: Callable[[float], None] = time.sleep) -> None:
        try:
            import httpx
        except ImportError as error:
            raise SettingsError("asking a model needs the extra llm", mend="pip install 'elchi[llm]'") from error
        self._httpx = httpx
        self._client = httpx.Client(timeout=endpoint.timeout)
        self.endpoint, self.budget, self._sleep = endpoint, budget, sleep

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, messages: list[dict[str, str]]) -> dict[str, Any]:
        """Return the JSON object that the model answers with.

        Raises ElchiError where the endpoint does not answer, answers with something else, or the budget is used up.
        """
        answer_tokens = self.endpoint.answer_tokens
        for last in (False, True):
            content, cut = self._complete(messages, answer_tokens)
            try:
                found = json.loads(content)
            except json.JSONDecodeError:
                found = None
            if isinstance(found, dict):
                return found
            if last:
                break
            answer_tokens *= 2 if cut else 1  # an answer that was cut off gets more room, another one a second chance
        raise ElchiError(
            "the model's answer is no JSON object", where=self.endpoint.url, mend="try a model that keeps to JSON"
        )

    def _complete(self, messages: list[dict[str, str]], answer_tokens: int) -> tuple[str, bool]:
        """One answer as text, and whether it was cut off."""
        asked = sum(len(message["content"]) for message in messages) // _CHARACTERS_PER_TOKEN
        self.budget.check(asked + answer_tokens // 4)
        body = {
            "model": self.endpoint.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": answer_tokens,
            "response_format": {"type": "json_object"},
        }
        data = self._post(body)
        try:
            choice = data["choices"][0]
            content = str(choice["message"]["content"] or "")
        except (KeyError, IndexError, TypeError) as error:
            raise ElchiError(
                "the endpoint's answer has no message", where=self.endpoint.url, mend="is it OpenAI-compatible?"
            ) from error
        usage = data.get("usage")
        total = usage.get("total_tokens") if isinstance(usage, Mapping) else None
        self.budget.used += (
            total if isinstance(total, int) and total > 0 else asked + len(content) // _CHARACTERS_PER_TOKEN
        )
        return content, choice.get("finish_reason") == "length"

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.endpoint.key}"} if self.endpoint.key else {}
        trouble = ""
        for turn in range(self.endpoint.tries):
            wait = min(self.endpoint.pause * 2**turn, _LONGEST_PAUSE)
            try:
                response = self._client.post(
                    f"{self.endpoint.url.rstrip('/')}/chat/completions", json=body, headers=headers
                )
            except self._httpx.HTTPError as error:
                trouble = f"{type(error).__name__}: {error}"
            else:
                if response.status_code < 400:
                    return self._object(response.content)
                trouble = f"HTTP {response.status_code}"
                if response.status_code not in _AGAIN:
                    break
                wait = min(_seconds(response.headers.get("Retry-After")) or wait, _LONGEST_PAUSE)
            if turn + 1 < self.endpoint.tries:
                self._sleep(wait)
        raise ElchiError(
            f"the model did not answer ({trouble})",
            where=self.endpoint.url,
            mend="check --llm-url, the key and the model's name",
        )

    def _object(self, content: bytes) -> dict[str, Any]:
        try:
            data = json.loads(content)
        except (json.JSONDecodeError, UnicodeDecodeError):
            data = None
        if not isinstance(data, dict):
            raise ElchiError(
                "the endpoint's answer is no JSON object", where=self.endpoint.url, mend="is it OpenAI-compatible?"
            )
        return data


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None  # a date: the back-off will do
