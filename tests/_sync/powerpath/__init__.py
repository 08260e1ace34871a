# Generated from tests/_async/powerpath/__init__.py by setup_unasync.py; do not edit.
