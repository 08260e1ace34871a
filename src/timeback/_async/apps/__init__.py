"""The deeds of an application, in calls of several services: activities, lessons, people."""
