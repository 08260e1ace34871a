"""What an application does, in calls of several services: activities, lessons, people."""
