"""The work of an application, with calls to several services: activities, lessons, people."""
