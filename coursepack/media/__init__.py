"""Pictures, recordings and captions: what a course's media files really are, and what of them a package carries."""
