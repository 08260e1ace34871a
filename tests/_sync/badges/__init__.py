# Generated from tests/_async/badges/__init__.py by setup_unasync.py; do not edit.
