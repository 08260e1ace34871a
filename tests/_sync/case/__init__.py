# Generated from tests/_async/case/__init__.py by setup_unasync.py; do not edit.
