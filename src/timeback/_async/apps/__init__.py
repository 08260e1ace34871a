"""What an application does, with calls to several services: activities, lessons, people."""
