# Generated from src/timeback/_async/__init__.py by setup_unasync.py; do not edit.
"""The clients, written once in form; `_sync` is generated from here."""
