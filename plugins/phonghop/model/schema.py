"""The JSON Schema that editors use: draft-07, the newest that the YAML language server documents."""

from __future__ import annotations

import json

from phonghop.model.record import Record


def json_schema(kind: type[Record], title: str) -> str:
    """Return the schema of files that hold a record of `kind`, as indented JSON text."""
    schema = kind.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", {})
    # At the top of a file there is no short form, so the record's own alternative is the schema.
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema,
        "title": title,
        "definitions": definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
