"""What an application needs beside the services: its courses, activities, lessons and people, without any I/O."""
