# Generated from tests/_async/edubridge/__init__.py by setup_unasync.py; do not edit.
"""EduBridge, in this world."""
