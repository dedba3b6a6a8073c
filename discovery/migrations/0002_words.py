"""Where the words stand: a tsvector beside the ledger's rows, or FTS5 tables; Django knows of neither."""

from django.db import migrations

POSTGRES = [
    "ALTER TABLE {ledger} ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    # without a pending list, which every search would have to read through
    "CREATE INDEX {ledger}_words ON {ledger} USING gin (words) WITH (fastupdate = off)",
]
LEDGERS = ("discovery_indexedpost", "discovery_indexedcomment")
TOKENIZERS = {"english": "porter unicode61 remove_diacritics 2", "plain": "unicode61 remove_diacritics 2"}
TABLES = [(f"discovery_{what}words_{name}", how) for what in ("post", "comment") for name, how in TOKENIZERS.items()]


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for ledger in LEDGERS:
            for statement in POSTGRES:
                schema_editor.execute(statement.format(ledger=ledger))
        return
    for table, tokenizer in TABLES:
        schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(title, body, tokenize='{tokenizer}')")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for ledger in LEDGERS:
            schema_editor.execute(f"ALTER TABLE {ledger} DROP COLUMN words")
        return
    for table, _tokenizer in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("discovery", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
