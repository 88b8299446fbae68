"""The mistake in a text that is no sequence of tokens; apart, as a worker has no use for the table of prefixes."""

from rarekg.ontology.prefixes import prefix_map
from rarekg.queries.mistakes.explain import Explained, explain
from rarekg.queries.tokenizer import TokenError


def unreadable(query: str, error: TokenError) -> Explained:
    """Return the mistake in ``query`` that keeps it from being split into tokens, or one before that."""
    return explain(query, str(error), prefix_map())
