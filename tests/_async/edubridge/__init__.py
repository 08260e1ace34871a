"""EduBridge, in this world."""
