"""HTML becomes the lines of the page as text, with links and line numbers of the source."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from rarekg.mappings.gard.html import html_page, is_complete, is_html

HEAD = "<!DOCTYPE html>\n<html><head><title>A &amp; B | Site</title></head>\n<body>\n"


def texts(body: str) -> list[str]:
    return [line.text for line in html_page(f"{HEAD}<h1>T</h1>{body}</body></html>").lines[1:] if line.text]


def test_blocks_lists_and_cells_are_lines() -> None:
    assert texts("<p>one <b>bold</b><br>two</p><ul><li><p>first</p></li><li>second<br>more</li></ul>") == [
        "one bold", "two", "• first", "• second", "more",
    ]  # fmt: skip
    assert texts("<ol><li>a</li>\n<li>b</li></ol><ol><li>c</li></ol>") == ["1. a", "2. b", "1. c"]
    assert texts("<table><tr><td>n</td><td><div>x</div><div>y</div></td><td>007</td></tr></table>") == [
        "n", "x", "y", "007",
    ]  # fmt: skip


def test_entities_are_decoded_and_invisible_elements_are_left_out() -> None:
    assert texts("<script>x</script><nav>m</nav><p>1 &lt; 2&nbsp;&eacute;</p><footer>f</footer>") == ["1 < 2 é"]


def test_blank_lines_separate_paragraphs_but_not_lines_of_one_block() -> None:
    lines = html_page(f"{HEAD}<h1>T</h1><p>a</p><p>b</p><div>c</div><div>d</div></body></html>").lines
    assert [line.text for line in lines] == ["T", "", "a", "", "b", "", "c", "d"]


def test_headings_links_and_source_lines_are_kept() -> None:
    page = html_page(
        f'{HEAD}<h1>T</h1>\n\n<p>see\n<a href=" https://a.example/b ">the <i>site</i></a></p></body></html>'
    )
    title, _, paragraph, *_ = page.lines
    assert (title.heading, title.number) == (True, 4)
    assert (paragraph.heading, paragraph.number, paragraph.text) == (False, 7, "see the site")
    assert [(link.words, link.url) for link in paragraph.links] == [("the site", "https://a.example/b")]
    assert page.title == "A & B | Site"


@pytest.mark.parametrize(
    "tag",
    ['<link rel="canonical" href="https://x.example/1">', '<meta property="og:url" content=" https://x.example/1">'],
)
def test_the_address_is_the_canonical_one(tag: str) -> None:
    assert html_page(f"<html><head>{tag}</head><body></body></html>").url == "https://x.example/1"


def test_html_is_recognised_and_its_end() -> None:
    assert is_html("\n<!-- saved -->\n<HTML lang='en'>")
    assert not is_html("Showing of 3 | <html>")
    assert is_complete("<html></html>\n<!-- end -->\n")
    assert not is_complete("<html><body><p>cut")
    assert not is_complete("<html></html> and more")
    assert is_complete("<html></html ><!-- a --> <!-- b <!-- c -->")
    assert is_complete("<html></body>\n")
    assert not is_complete("<html></html><!-- a --> b <!-- c -->")
    assert is_html("<!-- a -->" * 5_000 + "<body>")
    assert not is_html("<!-- a -->" * 5_000 + "text")


def test_deep_nesting() -> None:
    assert texts("<div>" * 3000 + "deep" + "</div>" * 3000) == ["deep"]


def nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements, each with its end tag, that a page may nest in each other."""
    inside = st.lists(children, max_size=4).map("".join)
    blocks = st.tuples(st.sampled_from(["p", "div", "section", "ul", "h2", "article", "header", "span", "b"]), inside)
    items = st.lists(inside.map("<li>{}</li>".format), max_size=3).map("".join)
    cells = st.lists(inside.map("<td>{}</td>".format), max_size=3).map("".join)
    return st.one_of(
        blocks.map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        items.map("<ol>{}</ol>".format),
        cells.map("<table><tr>{}</tr></table>".format),
        st.sampled_from(["<br>", "<nav>menu</nav>", "<button>Listen</button>", "<svg><path d=''/>x</svg>"]),
        st.sampled_from(["<a href='/x'>a <i>b</i></a>", "<!-- <p> -->", "<script>if (a<b) '</p>'</script>"]),
    )


@settings(max_examples=300, deadline=None)
@given(st.recursive(st.sampled_from(["one ", "x", "T &amp; U", "&eacute;", "\n", "a < b"]), nested, max_leaves=25))
def test_the_words_that_are_shown_are_those_of_a_parser_that_builds_a_tree(body: str) -> None:
    tree = LexborHTMLParser(f"{HEAD}<h1>T</h1>{body}</body></html>")
    for hidden in tree.css("script, nav, button, svg"):
        hidden.decompose()
    assert tree.body is not None
    shown = "".join(tree.body.text(separator=" ").split())
    # Texts of a table that stand outside its cells would be moved before it; these pages have none.
    lines = html_page(f"{HEAD}<h1>T</h1>{body}").lines
    words = "".join("".join(re.sub(r"^(?:•|[0-9]+\.) ", "", line.text).split()) for line in lines)
    assert words == shown


def test_a_long_page_of_unclosed_elements_is_read_as_far_as_it_goes() -> None:
    assert texts("<p>" + "".join(f"<b id={i}>" for i in range(3000)) + "</p>" + "<p>x</p>" * 3000) == ["x"] * 3000
    assert texts("<select>" + "<option>a" * 9000 + "</select>b") == ["b"]
    assert texts("<ul><li>a" * 3000) == ["• a"] * 3000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<ul>", "</ol>", "<td>", "<h1>", "a", "&", "<", "<a href=x>", "<!--", "]]>", "\n"]
        )
    )
)
def test_any_tag_soup_gives_lines(tags: list[str]) -> None:
    for line in html_page("".join(tags)).lines:
        assert line.text == " ".join(line.text.split())
        assert 1 <= line.number <= "".join(tags).count("\n") + 1
