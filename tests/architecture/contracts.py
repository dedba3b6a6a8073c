"""A contract for import-linter: of another app only the open rooms may be used."""

from importlinter import Contract, ContractCheck, fields, output


class PrivateRooms(Contract):
    """`apps` may import each other's `open_rooms`; everything else of an app is its own."""

    type_name = "private_rooms"
    apps = fields.ListField(subfield=fields.StringField())
    open_rooms = fields.ListField(subfield=fields.StringField())

    def check(self, graph, verbose):
        found = []
        for importer in graph.modules:
            for imported in graph.find_modules_directly_imported_by(importer):
                if self._is_private(importer, imported):
                    found += graph.get_import_details(importer=importer, imported=imported)
        return ContractCheck(kept=not found, metadata={"found": found})

    def _is_private(self, importer, imported):
        home, (app, _, room) = importer.split(".")[0], imported.partition(".")
        return home in self.apps and app in self.apps and home != app and room.split(".")[0] not in self.open_rooms

    def render_broken_contract(self, check):
        for line in check.metadata["found"]:
            output.print_error(f"{line['importer']} (line {line['line_number']}) uses {line['imported']}")
