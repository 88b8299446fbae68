"""Misspelt words are corrected to words within the distance of Damerau and Levenshtein."""

from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.search.spelling import LONG, SHORTEST, Vocabulary

WORDS = ("syndrome", "syndromes", "ipex", "apex", "foxp3", "foxp1", "multiple", "sclerosis", "of", "1850")
VOCABULARY = Vocabulary((word, len(WORDS) - at) for at, word in enumerate(WORDS))


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, by its definition."""
    table = [[i + j if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def test_one_slip_in_a_short_word_and_two_in_a_long_one() -> None:
    assert VOCABULARY.near("ipxe") == ("ipex",)
    assert VOCABULARY.near("sindrom") == ()
    assert VOCABULARY.near("sindrome") == ("syndrome", "syndromes")
    assert VOCABULARY.near("off") == ()


def test_a_number_is_never_misspelt_and_digits_are_no_letters() -> None:
    assert VOCABULARY.near("1851") == ()
    assert VOCABULARY.near("foxp2") == ("foxp3", "foxp1")
    assert VOCABULARY.near("foxpp") == ()


def test_two_words_written_as_one_are_told_apart() -> None:
    assert VOCABULARY.split("multiplesclerosis") == ("multiple sclerosis",)
    assert VOCABULARY.split("multiple") == ()


def test_beginnings_and_counts() -> None:
    assert VOCABULARY.begins("scler")
    assert not VOCABULARY.begins("sclera")
    assert VOCABULARY.names("syndrome") == len(WORDS)
    assert VOCABULARY.names("multiple nothing") == 0


@given(st.text(alphabet="abcde", min_size=1, max_size=10), st.lists(st.text(alphabet="abcde", min_size=1, max_size=10)))
def test_near_words_are_those_of_the_definition(word: str, others: list[str]) -> None:
    found = Vocabulary((other, 1) for other in others).near(word)
    allowed = 1 if len(word) < LONG else 2
    expected = {other for other in others if other != word and distance(word, other) <= allowed}
    assert set(found) <= expected
    assert len(word) < SHORTEST or len(found) == min(len(expected), 8)
    assert list(found) == sorted(found, key=lambda other: (distance(word, other), other))
