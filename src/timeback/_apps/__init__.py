"""The needs of an application beside the services: its courses, activities, lessons and people. No I/O."""
