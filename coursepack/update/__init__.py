"""What the new package of a course means for those who are in the old one: `coursepack diff`."""
