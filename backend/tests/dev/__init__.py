"""The launcher: `python3 backend/dev`."""
