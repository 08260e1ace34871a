# Generated from tests/_async/learnwith/__init__.py by setup_unasync.py; do not edit.
