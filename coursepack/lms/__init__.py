"""LMS profiles: what is known of an LMS, what a build for it sets, what it must keep to, and the sheets for its administrator."""
