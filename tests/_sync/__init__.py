# Generated from tests/_async/__init__.py by setup_unasync.py; do not edit.
