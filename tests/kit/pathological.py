"""Texts made to be slow, deep or large, each as long as asked for."""

from collections.abc import Callable
from itertools import count


def _filled(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _nested(left: str, middle: str, right: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        times = max(1, (size - len(middle)) // (len(left) + len(right)))
        return left * times + middle + right * times

    return make


def _numbered(template: str) -> Callable[[int], str]:
    """Pieces that differ by a number, so that no cache helps."""

    def make(size: int) -> str:
        pieces: list[str] = []
        length = 0
        for number in count():
            pieces.append(template.replace("N", str(number)))
            length += len(pieces[-1])
            if length >= size:
                return "".join(pieces)[:size]
        raise AssertionError

    return make


def _stairs(mark: str) -> Callable[[int], str]:
    """A list whose every line stands a step deeper."""

    def make(size: int) -> str:
        lines: list[str] = []
        length = 0
        while length < size:
            lines.append(" " * (len(mark) * len(lines)) + f"{mark}word{len(lines)}")
            length += len(lines[-1]) + 1
        return "\n".join(lines)[:size]

    return make


def _growing_ticks(size: int) -> str:
    return " ".join("e" + "`" * number for number in range(1, int((2 * size) ** 0.5)))[:size]


def _wide_table(size: int) -> str:
    columns = size // 8
    return "|x" * columns + "|\n" + "|-" * columns + "|\n" + "|y|\n" * (size // 8)


def _square_table(size: int) -> str:
    return "|x" * 200 + "|\n" + "|-:" * 200 + "|\n" + "|y|\n" * ((size - 1_000) // 4)


def _fences(info: str, body: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        inner = _filled(body)(min(size, 4_900))
        return f"```{info}\n{inner}\n```\n\n" * max(1, size // 4_940)

    return make


GENERATORS: dict[str, Callable[[int], str]] = {
    "nested strong": _nested("*a **a ", "b", " a** a*"),
    "nested emphasis runs": _nested("*", "word", "*"),
    "nested strikes": _nested("~~a ", "b", " a~~"),
    "openers only": _filled("a **b _c "),
    "closers only": _filled("a** b_ "),
    "underscores glued": _filled("a_b_"),
    "mixed run lengths": _filled("*a **b ***c "),
    "crossing emphasis": _filled("*a _b* c_ "),
    "stars": _filled("*"),
    "underscores": _filled("_"),
    "tildes": _filled("~"),
    "open brackets": _filled("["),
    "close brackets": _filled("]"),
    "nested brackets": _nested("[", "a", "]"),
    "bracket pairs": _filled("[a]"),
    "links never closed": _filled("[a](<b"),
    "links with open parentheses": _filled("[a]("),
    "nested parentheses": lambda size: "[a](" + "(" * (size // 2) + ")" * (size // 2) + ")",
    "titles never closed": _filled('[a](/b "c'),
    "images nested": _nested("![", "a", "](/b)"),
    "images never closed": _filled("![a](/"),
    "tiny links": _filled("[](/)"),
    "tiny links with words": _filled("[a](/) "),
    "tiny images": _filled("![](/)"),
    "reference uses": lambda size: "[a]: http://example.org/" + "u" * 300 + "\n\n" + _filled("[a]")(size - 330),
    "reference definitions": _numbered("[xN]: http://h\n"),
    "colliding references": _numbered("[N]: /u\n[n]\n"),
    "ticks that grow": _growing_ticks,
    "ticks": _filled("`"),
    "lone ticks": _filled("a ` b `` c ``` "),
    "autolinks open": _filled("<http:"),
    "angle brackets": _filled("<"),
    "closing angles": _filled("a>"),
    "html comments open": _filled("<!-- "),
    "processing open": _filled("<?"),
    "declarations open": _filled("<!A "),
    "cdata open": _filled("<![CDATA["),
    "tags": _filled("<b><i><script>"),
    "entities": _filled("&amp;"),
    "false entities": _filled("&a"),
    "ampersands": _filled("&"),
    "long entity": lambda size: "&" + "x" * size + ";",
    "escapes": _filled("\\"),
    "escaped marks": _filled("\\*\\[\\]"),
    "nuls": _filled("a\0"),
    "surrogates": _filled("\ud83d x"),
    "bidi overrides": _filled("\u202eab\u2066"),
    "combining marks": _filled("e\u0301\u0300\u0316"),
    "quotes on one line": _filled(">"),
    "quotes then word": lambda size: "> " * (size // 2) + "word",
    "quotes of twenty": _filled("> " * 20 + "a\n"),
    "quotes of twenty, lazy": _filled("> " * 20 + "a\nb\n"),
    "list marks on one line": _filled("- "),
    "lists of nine on a line": _filled("- " * 9 + "a\n"),
    "numbered on one line": _filled("1. "),
    "stairs": _stairs("- "),
    "numbered stairs": _stairs("1. "),
    "flat list": _filled("- a\n"),
    "empty items": _filled("-\n"),
    "items apart": _filled("- a\n\n"),
    "quote in list in quote": _filled("> - > - > - a\n"),
    "alternating lists": _filled("- a\n1. b\n* c\n"),
    "headings": _filled("# a\n"),
    "empty headings": _filled("#\n"),
    "hash run": _filled("#"),
    "underlined headings": _filled("a\n=\n"),
    "rules": _filled("***\n"),
    "rules in lists": _filled("- * * *\n"),
    "indented code": _filled("    a\n\n"),
    "fences open": _filled("```a\n"),
    "fences of tildes": _filled("~~~\n"),
    "tabs": _filled("\t- "),
    "spaces": _filled(" "),
    "blank lines": _filled("\n"),
    "returns": _filled("a\r"),
    "hard breaks": _filled("a  \n"),
    "wide table": _wide_table,
    "square table": _square_table,
    "many tables": _filled("|a|b|\n|-:|-|\n|c|\n\n"),
    "table heads": _filled("|a|\n|-|\n"),
    "pipes": _filled("|"),
    "rows of pipes": _filled("|-|\n"),
    "mentions": _numbered("@memberN "),
    "one mention": _filled("@ab "),
    "at signs": _filled("@"),
    "at signs glued": _filled("a@"),
    "mail addresses": _numbered("a@bN.org "),
    "mail never ends": _filled("a.b-"),
    "web addresses": _numbered("http://a.bN "),
    "schemes": _filled("http://"),
    "colon slashes": _filled("://"),
    "web addresses without host": _filled("http://- "),
    "web addresses glued": _filled("(http://!"),
    "other schemes": _filled("a://b"),
    "colons": _filled("a:"),
    "dots": _filled("a."),
    "address with brackets": lambda size: "http://a.org/" + "(" * size,
    "address with dots": lambda size: "http://a.org/" + "." * size,
    "mailto": _filled("mailto:"),
    "link naming many hosts": lambda size: "[" + "a.b-c.de " * (size // 10) + "](http://x.org)",
    "link naming one long host": lambda size: "[" + "a." * (size // 2 - 20) + "](http://x.org)",
    "long word": _filled("a"),
    "wide letters": _filled("\U0001f469\u200d\U0001f52c"),
    "code of brackets": _fences("js", "(["),
    "code of operators": _fences("python", "+a"),
    "code of quotes": _fences("python", "'\\\""),
    "code of comments": _fences("c", "/* "),
    "code of tags": _fences("html", "<a b="),
    "code of blanks": _fences("c", " "),
    "code of gaps": _fences("cpp", " " * 99 + "a"),
    "code of line ends": _fences("csharp", "a\n"),
    "code of dollars": _fences("bash", "$(${"),
    "many small fences": _filled("```py\na\n```\n"),
}
