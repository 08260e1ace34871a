# Generated from tests/_async/apps/__init__.py by setup_unasync.py; do not edit.
