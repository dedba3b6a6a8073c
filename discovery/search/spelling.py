"""A word that stands in no title, and the nearest one that does.

The words come from titles that search has read; whether one may be offered is found out by searching with it.
"""

import difflib
from dataclasses import replace

from discovery.models import TitleWord
from discovery.search.language import Query

# letters: shorter words have too many neighbours
AT_LEAST = 4
LENGTH_OFF = 2
NEIGHBOURS = 3000
ALIKE = 0.75
MISTYPED_AT_MOST = 3


def respelled(query: Query) -> Query | None:
    """The query with its unknown words replaced by near ones from titles; None where there is nothing to replace."""
    single = [term.casefold() for term in query.terms if " " not in term and len(term) >= AT_LEAST]
    known = set(TitleWord.objects.filter(word__in=single).values_list("word", flat=True))
    mistyped = [word for word in single if word not in known][:MISTYPED_AT_MOST]
    nearest = {word: near for word in mistyped if (near := _nearest(word))}
    if not nearest:
        return None
    typed = query.typed
    terms = tuple(nearest.get(term.casefold(), term) for term in query.terms)
    for term in query.terms:
        typed = typed.replace(term, nearest.get(term.casefold(), term))
    return replace(query, typed=typed, terms=terms)


def _nearest(word: str) -> str:
    """Of the words with the same first letter and about as long, the most alike."""
    first = word[0]
    near = TitleWord.objects.filter(word__gte=first, word__lt=chr(ord(first) + 1))
    near = near.filter(word__length__gte=len(word) - LENGTH_OFF, word__length__lte=len(word) + LENGTH_OFF)
    return next(iter(difflib.get_close_matches(word, near.values_list("word", flat=True)[:NEIGHBOURS], 1, ALIKE)), "")
