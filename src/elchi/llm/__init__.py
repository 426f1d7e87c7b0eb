"""Another reader by choice: a large language model behind any OpenAI-compatible endpoint, local or remote.

It has the same result as the grammar reader, a `Reading`, and the same law: every name and every quotation that the
model returns is looked for in the text again, and what is not there is dropped with a warning. Answers are kept by
document, model and prompt, so that a document is asked about once; requests are retried, and stop at a budget.

`ModelReader.read` asks for the whole reading; `ModelReader.settle` asks only about what the grammar reader doubts.
Needs the extra ``elchi[llm]``.
"""

from elchi.llm.client import Budget, ChatClient, Endpoint
from elchi.llm.reader import ModelReader

__all__ = ["Budget", "ChatClient", "Endpoint", "ModelReader"]
