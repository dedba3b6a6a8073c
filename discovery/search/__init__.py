"""Search: what was asked (`language`), where words stand (`postgres` or `sqlite`, behind `engine`), how they get there
(`indexing`), and what is found (`finding`, `alike`).

Promises: nothing is found that whoever asks may not read at that moment, however old the index is, because every
question joins the living rows through their own `listed_for` and `quotable_by`; a text that was changed is not found by
its old words; a change is found within a minute; any input is answered in bounded time.
"""
