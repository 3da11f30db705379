"""The front door: sessions, one turn at a time, safety first, and a reply whatever breaks behind it."""
