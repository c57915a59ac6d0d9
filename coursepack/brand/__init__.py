"""How a course looks: colours and faces from an organisation's brand, or coursepack's own."""
