"""From the model to HTML, at build time."""
