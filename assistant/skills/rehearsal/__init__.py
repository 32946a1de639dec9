"""Rehearsing a meeting with a mentor, and the debrief of one."""
