# Generated from src/timeback/_async/apps/__init__.py by setup_unasync.py; do not edit.
"""The deeds of an application, in calls of several services: activities, lessons, people."""
