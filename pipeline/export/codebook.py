"""`codebook.csv` and `datapackage.json`: what every column means, for people and programs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.export.column import Column, Type
from pipeline.export.table import Described, Row, Table
from pipeline.registry.model import Registry

_NUMBER_PATTERN = r"[+-]?\d+(\.\d+)?"


def codebook(tables: tuple[Described, ...]) -> Table:
    """The table that describes the columns of others, and its own."""

    def rows(_registry: Registry) -> Iterator[Row]:
        for table in (*tables, book):
            for column in table.columns:
                yield _description(table, column)

    book = Table(
        "codebook",
        "One column of a file",
        (
            Column("file", "Name of the file", required=True),
            Column("column", "Name of the column", required=True),
            Column("type", "Type of a value; a list is joined by semicolons", required=True),
            Column("unit", "Unit of a number"),
            Column("codes", "The closed list of values", many=True),
            Column("description", "What a cell means", required=True),
        ),
        rows,
        key=("file", "column"),
    )
    return book


def _description(table: Described, column: Column) -> Row:
    kind = f"list of {column.type}" if column.many else column.type.value
    return [table.filename, column.name, kind, column.unit, column.codes, column.description]


@dataclass(frozen=True, slots=True)
class Datapackage:
    """Writes the Frictionless description of all tables."""

    tables: tuple[Described, ...]
    filename: str = "datapackage.json"

    def parts(self, registry: Registry) -> Iterator[bytes]:
        """The description in one part."""
        yield self.content(registry)

    def content(self, registry: Registry) -> bytes:
        """The description; it depends on the tables alone."""
        package = {
            "name": "leakreg",
            "title": "Registry of cement leakage after vertebral augmentation",
            "resources": [_resource(table) for table in self.tables],
        }
        return (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(table: Described) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {
                "fields": [link.column],
                "reference": {"resource": link.table, "fields": [link.column]},
            }
            for link in table.links
        ]
    return {
        "name": table.name,
        "type": "table",
        "description": table.description,
        "path": table.filename,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": (Type.STRING if column.many else column.type).value,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints = _constraints(column)
    if constraints:
        field["constraints"] = constraints
    return field


def _constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.many:
        one = _NUMBER_PATTERN if column.type is Type.NUMBER else "|".join(column.codes)
        if one:
            constraints["pattern"] = f"({one})(; ({one}))*"
    elif column.codes:
        constraints["enum"] = list(column.codes)
    return constraints
