# Generated from tests/_async/qti/__init__.py by setup_unasync.py; do not edit.
