"""Export rosters and gradebooks to files, at the size of a district, and import bundles of files.

    from timeback import OneRosterClient
    from timeback.export import export_oneroster, show_progress

    with OneRosterClient(env="sandbox") as client, show_progress() as progress:
        manifest = export_oneroster(client, to="roster", format="parquet", progress=progress)

Parquet and DuckDB need the extra `export`; the other formats need nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._facade import attach

if TYPE_CHECKING:
    from .connection import Connection
    from .districts import DistrictExport, DistrictsReport, export_districts
    from .importing import load_bundle
    from .manifest import Coverage, FileEntry, Manifest, TableEntry
    from .pieces import Partition, partitions
    from .places import Layout, read_manifest
    from .progress import LogProgress, Progress, ProgressListener, show_progress
    from .resources import FORMATS, RESOURCES, Format
    from .roster_csv.report import Change, FileChanges, ImportReport
    from .run import export_oneroster
    from .services.lists import SERVICES
    from .services.run import export_service

__all__ = [
    "FORMATS",
    "RESOURCES",
    "SERVICES",
    "Change",
    "Connection",
    "Coverage",
    "DistrictExport",
    "DistrictsReport",
    "FileChanges",
    "FileEntry",
    "Format",
    "ImportReport",
    "Layout",
    "LogProgress",
    "Manifest",
    "Partition",
    "Progress",
    "ProgressListener",
    "TableEntry",
    "export_districts",
    "export_oneroster",
    "export_service",
    "load_bundle",
    "partitions",
    "read_manifest",
    "show_progress",
]

if not TYPE_CHECKING:  # a misspelled name is to be an error of the type checker
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".connection": ("Connection",),
            ".districts": ("DistrictExport", "DistrictsReport", "export_districts"),
            ".importing": ("load_bundle",),
            ".manifest": ("Coverage", "FileEntry", "Manifest", "TableEntry"),
            ".pieces": ("Partition", "partitions"),
            ".places": ("Layout", "read_manifest"),
            ".progress": ("LogProgress", "Progress", "ProgressListener", "show_progress"),
            ".resources": ("FORMATS", "RESOURCES", "Format"),
            ".roster_csv.report": ("Change", "FileChanges", "ImportReport"),
            ".run": ("export_oneroster",),
            ".services.lists": ("SERVICES",),
            ".services.run": ("export_service",),
        },
    )
